export * from "./discovery/index.ts";
export type * from "./events.ts";
export type * from "./run-options.ts";
export type * from "./store/embedding-store.ts";
