/** What is checked of a model. */
export type CheckName =
  | "rows"
  | "finite"
  | "dimension"
  | "distinct"
  | "order"
  | "batch"
  | "padding"
  | "fingerprint"
  | "soak";

export interface ConformanceCheck {
  readonly name: CheckName;
  /** Absent for checks of the model as a whole. */
  readonly modality?: "image" | "text";
  readonly outcome: "passed" | "failed" | "skipped";
  /** What was found, in a sentence. */
  readonly detail: string;
}

export interface ConformanceReport {
  readonly model: string;
  /** Whether no check failed. */
  readonly passed: boolean;
  readonly checks: readonly ConformanceCheck[];
}

export function reportOf(model: string, checks: readonly ConformanceCheck[]): ConformanceReport {
  return { model, passed: checks.every(({ outcome }) => outcome !== "failed"), checks };
}
