export { openHub, type Hub } from "./hub/open-hub.ts";
export {
  hubSettings,
  type DownloadProgress,
  type HubOptions,
  type HubRetry,
  type HubSettings,
} from "./hub/hub-options.ts";
export { retryText } from "./hub/retrying.ts";
