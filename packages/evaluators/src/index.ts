export { evaluatorsPlugin } from "./evaluators-plugin.ts";
export { zeroShot, type ZeroShotTruth } from "./zero-shot/zero-shot.ts";
export type { ZeroShotOptions } from "./zero-shot/options.ts";
export type { RetrievalOptions } from "./retrieval/options.ts";
export { retrieval } from "./retrieval/retrieval.ts";
export type { NumberLists, RetrievalTruth } from "./retrieval/truth.ts";
