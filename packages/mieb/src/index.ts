export * from "@mieb/core";
export { defineConfig, type MiebConfig, type RunDefaults } from "@mieb/runner/discovery";
export type { OverwriteStrategy, RunEvent, RunSummary } from "@mieb/runner";
export { asModel, type CustomEncoder } from "./custom-encoder.ts";
export { evaluate, type EvaluateOptions, type EvaluationResults } from "./evaluate.ts";
export { installed, type Installed } from "./installed.ts";
export { getBenchmark, getBenchmarks, getModel, getTask, getTasks, type GetModelOptions } from "./lookup.ts";
export { scoreBenchmark, type BenchmarkReport, type ScoreBenchmarkOptions } from "./score-benchmark.ts";
export type { TaskFilter } from "./selection/task-filter.ts";
