import { MiebError, taskResultSchema, type TaskResult } from "@mieb/core";
import { plainNumber, pythonJson, strictFloat } from "./python-json.ts";
import { roundToSixDecimals } from "./python-number.ts";

/**
 * A result file's text, byte for byte as the reference writes it (`json.dump(…, indent=2)`, scores rounded to 6
 * decimals), except that undefined values are `null` instead of a bare `NaN`. `mieb` comes last.
 */
export function serializeTaskResult(result: TaskResult): string {
  const { mieb, ...reference } = result;
  const nulls = { date: result.date ?? null, evaluation_phases: result.evaluation_phases ?? null };
  return pythonJson({ ...keyOrder, ...reference, ...nulls, mieb }, { indent: 2, numberFormat });
}

/**
 * Reads a result file's text, ours or the reference's, also of older versions: bare `NaN` and infinities become null,
 * absent keys null.
 * @param file for the message
 * @throws MiebError `RESULT_INVALID`
 */
export function parseTaskResult(text: string, file: string): TaskResult {
  const value = withDefaults(parseLenient(text, file));
  const parsed = taskResultSchema.safeParse(value);
  if (parsed.success) return value as TaskResult; // zod's copy has other key orders
  const issue = parsed.error.issues[0];
  throw invalid(file, `field ${issue?.path.join(".") || "(root)"}: ${issue?.message}`);
}

/** Spread first, it fixes the order of keys; every value is replaced. */
const keyOrder: Partial<Record<keyof TaskResult, null>> = {
  dataset_revision: null,
  task_name: null,
  mteb_version: null,
  scores: null,
  evaluation_time: null,
  kg_co2_emissions: null,
  date: null,
  evaluation_phases: null,
};

const floatKeys = new Set(["evaluation_time", "kg_co2_emissions", "date", "evaluation_phases"]);

function numberFormat(key: string): (value: number) => string {
  if (key === "scores") return (value) => strictFloat(roundToSixDecimals(value));
  return floatKeys.has(key) ? strictFloat : plainNumber;
}

function parseLenient(text: string, file: string): unknown {
  try {
    return JSON.parse(
      text.replace(/"(?:[^"\\]|\\.)*"|-?(?:NaN|Infinity)/g, (found) => (found.startsWith('"') ? found : "null")),
    );
  } catch (cause) {
    throw invalid(file, `not JSON: ${(cause as Error).message}`, cause);
  }
}

/** Fills in keys that older versions did not write; an entry without a version has the file's. */
function withDefaults(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const result = { mteb_version: null, evaluation_time: null, kg_co2_emissions: null, ...value };
  if (!isRecord(value["scores"])) return result;
  const scores = Object.entries(value["scores"]).map(([split, entries]) => [
    split,
    Array.isArray(entries) ? entries.map((entry) => withVersion(entry, result.mteb_version)) : entries,
  ]);
  return { ...result, scores: Object.fromEntries(scores) as unknown };
}

function withVersion(entry: unknown, mteb_version: unknown): unknown {
  return isRecord(entry) && !("mteb_version" in entry) ? { ...entry, mteb_version } : entry;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(file: string, fault: string, cause?: unknown): MiebError {
  return new MiebError("RESULT_INVALID", `${file} is no result file: ${fault}`, {
    hint: "Move the file away, or run its task again with --overwrite-strategy always.",
    cause,
  });
}
