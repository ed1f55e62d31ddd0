export * from "./conformance.ts";
export * from "./describe-evaluator.ts";
export * from "./describe-imports.ts";
export * from "./describe-model-family.ts";
export * from "./describe-model.ts";
export * from "./describe-original.ts";
export * from "./describe-task-pack.ts";
export * from "./evaluate-in-memory.ts";
export * from "./fake-encoder.ts";
export {
  startLoopbackHub,
  type LoopbackFailure,
  type LoopbackHub,
  type LoopbackHubOptions,
  type LoopbackRequest,
} from "./loopback-hub.ts";
export * from "./memory-repository.ts";
export * from "./modules-loaded-by.ts";
export * from "./miniature-repositories.ts";
export { describeReferenceTasks, type ReferenceTasksOptions } from "./reference-tasks/describe-reference-tasks.ts";
export {
  readReferenceEntries,
  type ReferenceComponent,
  type ReferenceEntry,
} from "./reference-tasks/reference-entry.ts";
export { type StoredColumns } from "./parquet-columns.ts";
export * from "./plan-task.ts";
export * from "./repository-copy.ts";
export * from "./sample-inputs.ts";
export * from "./serve-dataset.ts";
export * from "./shared-folder.ts";
