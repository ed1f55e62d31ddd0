export { openHub, type Hub } from "./hub/open-hub.ts";
export { type DownloadProgress, type HubOptions } from "./hub/hub-options.ts";
