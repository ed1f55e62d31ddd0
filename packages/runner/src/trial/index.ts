export { cosine, leastCosine, rowOf, SAME_INPUT, SAME_VECTOR } from "./compare-rows.ts";
export { firstNonFinite } from "../encode/faulty-rows.ts";
export { pngFile, type PngPixels } from "./png-file.ts";
export type { TrialFinding } from "./trial-finding.ts";
export type { TrialModality } from "./trial-inputs.ts";
export { tryModel, type ModelTrialOptions } from "./try-model.ts";
