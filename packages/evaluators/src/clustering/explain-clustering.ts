import type { Explanation } from "@mieb/core";

/** How clustering is scored, in words. */
export function explainClustering(): Explanation {
  return {
    protocol:
      "Mini-batch k-means, run once, sorts the embeddings of the split, just as the model gives them, into as many clusters as " +
      "there are labels; the main score is how much clusters and labels tell of each other (normalised mutual information).",
    quirks: [
      "There is one run from one fixed seed, so a score says nothing about how much it varies.",
      "Cluster accuracy compares cluster numbers with label numbers, which must be small integers from zero to make sense.",
    ],
  };
}
