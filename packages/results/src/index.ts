export * from "./browser.ts";
export * from "./load-results.ts";
export * from "./model-meta.ts";
export * from "./predictions.ts";
export * from "./result-files.ts";
export * from "./result-path.ts";
export * from "./run-settings.ts";
