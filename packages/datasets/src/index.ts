export { openHub, type Hub } from "./hub/open-hub.ts";
export {
  hubSettings,
  type DownloadProgress,
  type HubOptions,
  type HubRetry,
  type HubSettings,
} from "./hub/hub-options.ts";
export { retryText } from "./hub/retrying.ts";
export { contentOfFile } from "./hub/folder-revision.ts";
export { blockCache, type BlockCache } from "./parquet/block-cache.ts";
export { columnReader, type ColumnReader } from "./parquet/column-reader.ts";
export { openShard, type Shard } from "./parquet/shard.ts";
