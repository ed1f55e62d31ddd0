import { z } from "zod";

/** Options a zero-shot task may give. Candidates come from the task's hook, else from here, else from class names. */
export interface ZeroShotOptions {
  /** Candidate texts, in class order. */
  readonly candidateLabels?: readonly string[];
  /** Text made of each class name, which replaces `{name}`. Default: the bare name. */
  readonly template?: string;
  /** Column whose class names become candidates. Default: the label column. */
  readonly labelsFrom?: string;
}

export const zeroShotOptions: z.ZodType<ZeroShotOptions> = z.strictObject({
  candidateLabels: z.array(z.string()).min(1).readonly().exactOptional(),
  template: z.string().includes("{name}").exactOptional(),
  labelsFrom: z.string().exactOptional(),
});
