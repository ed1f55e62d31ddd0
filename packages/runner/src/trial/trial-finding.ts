import { toMiebError, type MiebError } from "@mieb/core";
import type { TrialModality } from "./trial-inputs.ts";

/** What is seen when a model is tried. */
export interface TrialFinding {
  readonly name: "load" | "encoding" | "finite" | "dimension" | "distinct" | "batch" | "stored" | "usage" | "disposal";
  /** Absent where it is about the model as a whole. */
  readonly modality?: TrialModality;
  /** `failed`: runs will not work, or their scores mean nothing. */
  readonly outcome: "passed" | "doubtful" | "failed";
  readonly detail: string;
  /** What to do about it. */
  readonly hint?: string;
  /** What was thrown, where something was. */
  readonly error?: MiebError;
}

/** Something thrown, as a finding. */
export function thrownFinding(finding: Pick<TrialFinding, "name" | "outcome">, thrown: unknown): TrialFinding {
  const error = toMiebError(thrown);
  return { ...finding, detail: error.message, ...(error.hint !== undefined && { hint: error.hint }), error };
}
