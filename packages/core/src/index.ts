export * from "./benchmark.ts";
export * from "./dataset.ts";
export * from "./derived-table.ts";
export * from "./embeddings.ts";
export * from "./encoder.ts";
export * from "./errors.ts";
export * from "./evaluator.ts";
export * from "./metric.ts";
export * from "./model.ts";
export { nearestNames } from "./nearest-names.ts";
export { CONTRACT_VERSION, definePlugin, parsePlugin, type Plugin } from "./plugin.ts";
export * from "./python-text.ts";
export * from "./registry.ts";
export * from "./table.ts";
export * from "./task.ts";
export * from "./task-metadata.ts";
export * from "./task-result.ts";
/** The zod that the contracts are written in, so that a plugin needs none of its own. */
export { z } from "zod";
