export * from "./benchmark-scores.ts";
export { benchmarkTaskScore } from "./benchmark-task-score.ts";
export * from "./evaluations.ts";
export * from "./python-json.ts";
export * from "./python-number.ts";
export * from "./reference-version.ts";
export * from "./resume.ts";
export * from "./task-result-json.ts";
