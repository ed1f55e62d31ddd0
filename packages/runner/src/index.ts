export * from "./discovery/index.ts";
export type * from "./events.ts";
export type * from "./run-options.ts";
export type * from "./store/embedding-store.ts";
export { embeddingKey, type EmbeddingKeyParts } from "./store/embedding-key.ts";
export { openEmbeddingStore, type EmbeddingStoreOptions } from "./store/open-embedding-store.ts";
export { MIEB_VERSION } from "./version.ts";
export { defaultCacheFolder } from "./cache-folder.ts";
export { runEvaluation, variantOf } from "./run-evaluation.ts";
