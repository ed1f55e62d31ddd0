import { z } from "zod";

/** Options a multilabel task may give. */
export interface KnnMultilabelOptions {
  /** Training rows are drawn until every label has this many, where the split holds as many. Default 8. */
  readonly samplesPerLabel: number;
  /** Draws, each with a classifier of its own. Default 5. */
  readonly experiments: number;
  /** Training rows that vote on a test row. Default 5. */
  readonly neighbors: number;
  /** Split the rows are drawn from. Default `train`. */
  readonly trainSplit: string;
}

export const knnMultilabelOptions: z.ZodType<KnnMultilabelOptions> = z.strictObject({
  samplesPerLabel: z.int().min(1).default(8),
  experiments: z.int().min(1).default(5),
  neighbors: z.int().min(1).default(5),
  trainSplit: z.string().min(1).default("train"),
});
