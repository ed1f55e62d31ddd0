import type { Model } from "@mieb/core";
import { tryModel, type ModelTrialOptions, type TrialFinding } from "@mieb/runner/trial";
import type { Check } from "./doctor.ts";
import { failureOf } from "./failure-of.ts";

const statuses = { passed: "ok", doubtful: "warn", failed: "fail" } as const;

/** Whether a model loads and encodes, seen by having it encode a few inputs of its kinds; a row for all that was looked at. */
export async function checkEncoding(model: Model, options: ModelTrialOptions): Promise<readonly Check[]> {
  return (await tryModel(model, options)).map(toCheck);
}

function toCheck({ name, modality, outcome, detail, hint, error }: TrialFinding): Check {
  const status = statuses[outcome];
  return {
    ...(error && failureOf(name, error)),
    name,
    ...(modality && { modality }),
    status,
    detail: name === "usage" ? `these took ${detail} of the server, which may bill them` : detail,
    ...(hint !== undefined && { hint }),
    ...(status === "fail" && !error && { exitCode: 2 }),
  };
}
