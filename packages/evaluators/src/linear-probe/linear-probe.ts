import { defineEvaluator, type Evaluator } from "@mieb/core";
import { classificationMetricNames } from "@mieb/metrics";
import { openSplit } from "../input/open-split.ts";
import { explainLinearProbe } from "./explain-linear-probe.ts";
import { linearProbeOptions, type LinearProbeOptions } from "./options.ts";
import { planLinearProbe, type LinearProbeTruth } from "./plan-linear-probe.ts";
import { scoreLinearProbe } from "./score-linear-probe.ts";

/**
 * Linear probe: logistic regressions on the vectors of a few training images per label, scored on the test split.
 *
 * Column roles: `image` and `label`, by default the columns of those names. Tables: `train` and `test`.
 * Source: `mteb.abstasks.AbsTaskClassification`.
 */
export const linearProbe: Evaluator = defineEvaluator<LinearProbeOptions, LinearProbeTruth>({
  name: "linear-probe",
  options: linearProbeOptions,
  metrics: classificationMetricNames,
  async load(context) {
    const { trainSplit } = linearProbeOptions.parse(context.options);
    return { train: await openSplit(context, trainSplit), test: await openSplit(context, context.split) };
  },
  plan: planLinearProbe,
  score: scoreLinearProbe,
  explain: explainLinearProbe,
});
