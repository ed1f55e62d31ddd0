import type { Explanation } from "@mieb/core";

/** How visual STS is scored, in words. */
export function explainSts(): Explanation {
  return {
    protocol:
      "Both sentences of a pair are drawn as images and embedded; the main score is the rank correlation (Spearman) between the " +
      "cosines of the pairs and how alike people found their meanings.",
    quirks: [
      "The main score takes the cosine whatever similarity the model is made for; pearson and spearman take the model's own.",
      "Subsets and splits are scored apart and then weigh the same, however many pairs each has.",
    ],
  };
}
