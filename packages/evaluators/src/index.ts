export { evaluatorsPlugin } from "./evaluators-plugin.ts";
export { zeroShot, type ZeroShotTruth } from "./zero-shot/zero-shot.ts";
export type { ZeroShotOptions } from "./zero-shot/options.ts";
