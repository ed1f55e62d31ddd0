import { defineEvaluator, type EncodeRequest, type EvaluationPlan, type Evaluator, type PlanContext } from "@mieb/core";
import { openSplit, requireTable } from "../input/open-split.ts";
import { explainImageTextPair } from "./explain-image-text-pair.ts";
import { imageTextPairOptions, type ImageTextPairOptions } from "./options.ts";
import { requestName } from "./request-name.ts";
import { pairMetricNames, scoreImageTextPairs } from "./score-image-text-pairs.ts";

/** What scoring needs besides embeddings: the right text of image `i` is text `i`, and the other way round. */
export interface ImageTextPairTruth {
  readonly rowCount: number;
}

/**
 * Compositionality: which text of a sample is nearest to which image.
 *
 * Column roles: none, the options name the columns. Tables: `test`. With one image and several texts `image_acc` and
 * `accuracy` are 0 by construction, with one text and several images `text_acc` and `accuracy` are, as in the reference.
 * Source: `mteb.abstasks.AbsTaskImageTextPairClassification`.
 */
export const imageTextPair: Evaluator = defineEvaluator<ImageTextPairOptions, ImageTextPairTruth>({
  name: "image-text-pair",
  options: imageTextPairOptions,
  metrics: pairMetricNames,
  load: async (context) => ({ test: await openSplit(context, context.split) }),
  plan,
  score: scoreImageTextPairs,
  explain: explainImageTextPair,
});

async function plan(context: PlanContext<ImageTextPairOptions>): Promise<EvaluationPlan<ImageTextPairTruth>> {
  const { dataset, options } = context;
  const test = requireTable(dataset, "test");
  const images = options.images.map((image, i): [string, EncodeRequest] => [
    requestName("image", i),
    // The reference converts these images itself, before the model sees them.
    { table: "test", image, imageConversion: "rgb" },
  ]);
  const texts = options.texts.map((text, i): [string, EncodeRequest] => [
    requestName("text", i),
    { table: "test", text },
  ]);
  return { requests: Object.fromEntries([...texts, ...images]), truth: { rowCount: test.rowCount } };
}
