import { MiebError, type ScoreEntry, type TaskMetadata, type TaskResult } from "@mieb/core";

/** One thing to evaluate. */
export interface Evaluation {
  readonly split: string;
  readonly subset: string;
}

/** `only-missing` (default) extends what is there, `always` starts over, `never` and `only-cache` as in the reference. */
export type OverwriteStrategy = "only-missing" | "always" | "never" | "only-cache";

/** What is left to do for a task: `base` is what the new entries are merged into. */
export interface Resumption {
  readonly base: TaskResult | null;
  readonly missing: readonly Evaluation[];
}

/**
 * Decides what of an existing result file is kept, as the reference's "Reuse of cached files": a file that covers all
 * that is wanted is reused whatever its dataset revision; one that lacks something is extended if the revision is the
 * task's, else discarded.
 * @throws MiebError `USAGE_INVALID_ARGUMENT` when `never` would have to touch the file, or `only-cache` to evaluate
 */
export function planResumption(
  task: TaskMetadata,
  wanted: readonly Evaluation[],
  { existing, strategy }: { readonly existing: TaskResult | null; readonly strategy: OverwriteStrategy },
): Resumption {
  if (strategy === "always" || (existing === null && strategy !== "only-cache")) return { base: null, missing: wanted };
  const missing = existing === null ? wanted : missingEvaluations(existing, wanted);
  if (existing !== null && missing.length === 0) return { base: existing, missing };
  if (strategy !== "only-missing") throw incomplete(task.name, strategy, missing);
  const sameData = existing?.dataset_revision === task.dataset.revision;
  return sameData ? { base: existing, missing } : { base: null, missing: wanted };
}

/** Those of `wanted` that a result has no entry for. */
export function missingEvaluations(result: TaskResult, wanted: readonly Evaluation[]): readonly Evaluation[] {
  return wanted.filter(({ split, subset }) => !result.scores[split]?.some(({ hf_subset }) => hf_subset === subset));
}

/** Adds an entry to a split, in place of an older one of the same subset. */
export function mergeEntry(scores: TaskResult["scores"], split: string, entry: ScoreEntry): TaskResult["scores"] {
  const others = (scores[split] ?? []).filter(({ hf_subset }) => hf_subset !== entry.hf_subset);
  return { ...scores, [split]: [...others, entry] };
}

/** The `mteb_version` of a file: the one its entries share, or `low-high`; null when none says. */
export function versionRange(scores: TaskResult["scores"]): string | null {
  const versions = Object.values(scores).flatMap((entries) => entries.map(({ mteb_version }) => mteb_version));
  const ordered = [...new Set(versions.filter((version) => version !== null))].toSorted((a, b) =>
    a.localeCompare(b, "en", { numeric: true }),
  );
  const [low, high] = [ordered[0] ?? null, ordered.at(-1) ?? null];
  return low === high ? low : `${low}-${high}`;
}

function incomplete(task: string, strategy: string, missing: readonly Evaluation[]): MiebError {
  const lacking = missing.map(({ split, subset }) => `${split}/${subset}`).join(", ");
  return new MiebError(
    "USAGE_INVALID_ARGUMENT",
    `Strategy "${strategy}" keeps ${task} from running, but its result lacks ${lacking}.`,
    { hint: "Use --overwrite-strategy only-missing to evaluate what is missing." },
  );
}
