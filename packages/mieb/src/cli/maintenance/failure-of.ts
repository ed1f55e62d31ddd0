import { exitCodeOf, type MiebError } from "@mieb/core";
import type { Check } from "./doctor.ts";

/** An error as a finding. */
export function failureOf(name: string, error: MiebError): Check {
  const hint = error.hint === undefined ? {} : { hint: error.hint };
  return { name, status: "fail", detail: error.message, ...hint, exitCode: exitCodeOf(error) };
}
