import { exitCodeOf, type MiebError } from "@mieb/core";
import type { Check } from "./doctor.ts";

/** An error as a finding. */
export function failureOf(name: string, error: MiebError): Check {
  const { message: detail, hint, commands } = error;
  return {
    name,
    status: "fail",
    detail,
    ...(hint && { hint }),
    ...(commands && { commands }),
    exitCode: exitCodeOf(error),
  };
}
