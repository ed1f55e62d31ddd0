import { z } from "zod";
import type { ScoreValue } from "./evaluator.ts";

/** Scores of one subset of a split, in the layout of the reference's result files. */
export interface ScoreEntry {
  readonly [metric: string]: ScoreValue | string | readonly string[];
  readonly main_score: number | null;
  readonly hf_subset: string;
  readonly languages: readonly string[];
  readonly mteb_version: string | null;
}

/** Seconds relative to the first phase of the task. */
export interface EvaluationPhase {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly split: string | null;
  readonly subset: string | null;
}

/**
 * One task's result file. Keys are the reference's, so that either program reads the other's files.
 * `mieb` holds what only we record; the reference ignores it.
 */
export interface TaskResult {
  readonly dataset_revision: string;
  readonly task_name: string;
  readonly mteb_version: string | null;
  /** Split → one entry per subset. */
  readonly scores: Readonly<Record<string, readonly ScoreEntry[]>>;
  readonly evaluation_time: number | null;
  readonly kg_co2_emissions: number | null;
  readonly date?: number | string | null;
  readonly evaluation_phases?: readonly EvaluationPhase[] | null;
  readonly mieb?: Provenance;
}

/** How a result came about. */
export interface Provenance {
  readonly version: string;
  readonly contractVersion: number;
  readonly dtype?: string;
  readonly device?: string;
  readonly kernels?: string;
  readonly fingerprint?: string | null;
  readonly [more: string]: unknown;
}

const scoreEntrySchema = z.looseObject({
  main_score: z.number().nullable(),
  hf_subset: z.string(),
  languages: z.array(z.string()),
  mteb_version: z.string().nullable().default(null),
});

/** Parses a result file's JSON (bare `NaN` already turned into null). Unknown keys pass. */
export const taskResultSchema: z.ZodType<TaskResult> = z.looseObject({
  dataset_revision: z.string(),
  task_name: z.string(),
  mteb_version: z.string().nullable(),
  scores: z.record(z.string(), z.array(scoreEntrySchema)),
  evaluation_time: z.number().nullable(),
  kg_co2_emissions: z.number().nullable().default(null),
  date: z.union([z.number(), z.string()]).nullable().optional(),
}) as unknown as z.ZodType<TaskResult>;

/** Task score: mean main score over all subsets of all splits, each entry weighing the same; null if any is undefined. */
export function taskScore(result: TaskResult): number | null {
  const entries = Object.values(result.scores).flat();
  if (entries.length === 0 || entries.some(({ main_score }) => main_score === null)) return null;
  return entries.reduce((sum, { main_score }) => sum + (main_score ?? 0), 0) / entries.length;
}
