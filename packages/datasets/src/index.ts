export { openHub, type Hub } from "./hub/open-hub.ts";
export { hubSettings, type DownloadProgress, type HubOptions, type HubSettings } from "./hub/hub-options.ts";
