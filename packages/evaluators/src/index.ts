export { evaluatorsPlugin } from "./evaluators-plugin.ts";
export { linearProbe } from "./linear-probe/linear-probe.ts";
export type { LinearProbeOptions } from "./linear-probe/options.ts";
export type { LinearProbeTruth } from "./linear-probe/plan-linear-probe.ts";
export { zeroShot, type ZeroShotTruth } from "./zero-shot/zero-shot.ts";
export type { ZeroShotOptions } from "./zero-shot/options.ts";
export type { RetrievalOptions } from "./retrieval/options.ts";
export { retrieval } from "./retrieval/retrieval.ts";
export type { NumberLists, RetrievalTruth } from "./retrieval/truth.ts";
