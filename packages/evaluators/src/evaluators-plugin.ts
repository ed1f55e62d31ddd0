import { CONTRACT_VERSION, type Plugin } from "@mieb/core";
import { clustering } from "./clustering/clustering.ts";
import { imageTextPair } from "./image-text-pair/image-text-pair.ts";
import { knnMultilabel } from "./knn-multilabel/knn-multilabel.ts";
import { linearProbe } from "./linear-probe/linear-probe.ts";
import { retrieval } from "./retrieval/retrieval.ts";
import { sts } from "./sts/sts.ts";
import { zeroShot } from "./zero-shot/zero-shot.ts";

/** The evaluators of this package, for the registry. */
export const evaluatorsPlugin: Plugin = {
  name: "@mieb/evaluators",
  contractVersion: CONTRACT_VERSION,
  evaluators: [clustering, imageTextPair, knnMultilabel, linearProbe, retrieval, sts, zeroShot],
};
