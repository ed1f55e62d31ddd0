// Not registered yet: the registry refuses tasks whose evaluator (clustering, image-text-pair, sts) no plugin brings.
export { demoAttributePairs } from "./tasks/attribute-pairs.ts";
export { demoRenderedSentences } from "./tasks/rendered-sentences.ts";
export { demoShapesClustering } from "./tasks/clustering.ts";
