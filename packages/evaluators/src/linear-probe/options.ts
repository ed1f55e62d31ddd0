import { z } from "zod";

/** Options a linear-probe task may give. */
export interface LinearProbeOptions {
  /** Training rows drawn per label and experiment. Default 16. */
  readonly samplesPerLabel: number;
  /** Draws, each with a classifier of its own. Default 5. */
  readonly experiments: number;
  /** Split the rows are drawn from. Default `train`. */
  readonly trainSplit: string;
}

export const linearProbeOptions: z.ZodType<LinearProbeOptions> = z.strictObject({
  samplesPerLabel: z.int().min(1).default(16),
  experiments: z.int().min(1).default(5),
  trainSplit: z.string().min(1).default("train"),
});
