import type { Explanation } from "@mieb/core";
import type { KnnMultilabelOptions } from "./options.ts";

/** How multilabel classification is scored, in words. */
export function explainKnnMultilabel({
  samplesPerLabel,
  experiments,
  neighbors,
  trainSplit,
}: KnnMultilabelOptions): Explanation {
  return {
    protocol:
      `${experiments} times, images are drawn from split ${trainSplit} until every label has ${samplesPerLabel}; of a test image's ` +
      `${neighbors} nearest ones by Euclidean distance, the majority decides on each label. Every metric is averaged over the draws.`,
    quirks: [
      "The label ranking average precision ranks labels by the yes or no that was predicted, not by how many neighbours voted.",
      "The field called hamming is the mean overlap of predicted and true labels (Jaccard index), not the Hamming loss.",
      "Labels that occur in the training split alone are ignored.",
    ],
  };
}
