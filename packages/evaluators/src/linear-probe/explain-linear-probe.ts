import type { Explanation } from "@mieb/core";
import type { LinearProbeOptions } from "./options.ts";

/** How a linear probe is scored, in words. */
export function explainLinearProbe({ samplesPerLabel, experiments, trainSplit }: LinearProbeOptions): Explanation {
  return {
    protocol:
      `${experiments} times, ${samplesPerLabel} images per label are drawn from split ${trainSplit} and a logistic regression is fitted ` +
      "to their embeddings, just as the model gives them; each predicts the labels of the whole scored split, and every metric is averaged.",
    quirks: [
      "Each draw shuffles the order that the draw before left, with the same random stream, so the draws are not independent.",
      "The optimiser stops after 100 iterations, often before it has converged; scores depend on where it stopped.",
      "With two classes, average precision takes the predicted labels for scores, not probabilities.",
    ],
  };
}
