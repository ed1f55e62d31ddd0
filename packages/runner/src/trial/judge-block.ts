import type { Embeddings } from "@mieb/core";
import { firstNonFinite, firstZeroRow } from "../encode/faulty-rows.ts";
import { leastCosine, repeatedRows } from "./compare-rows.ts";
import type { TrialFinding } from "./trial-finding.ts";

/** The block to judge, and what its rows are called. */
export interface NamedRows {
  readonly block: Embeddings;
  nameOf(row: number): string;
}

/** Whether a vector has a direction: every number is one, and not all are zero. */
export function judgeFinite({ block, nameOf }: NamedRows): TrialFinding {
  const bad = firstNonFinite(block);
  const zero = bad ? -1 : firstZeroRow(block);
  if (!bad && zero < 0)
    return { name: "finite", outcome: "passed", detail: "every number is finite, and no vector is all zeros" };
  const detail = bad ? `${bad.value} in a vector (${nameOf(bad.row)})` : `a vector of zeros (${nameOf(zero)})`;
  const hint = "The weights are damaged, or numbers overflow in fp16: export or download them again, or try fp32.";
  return { name: "finite", outcome: "failed", detail, hint };
}

/** Whether different inputs have different vectors. That one has the vector of another is doubtful, of most a failure. */
export function judgeDistinct({ block, nameOf }: NamedRows): TrialFinding {
  const repeated = repeatedRows(block);
  const [pair] = repeated;
  if (!pair) return { name: "distinct", outcome: "passed", detail: `${block.rowCount} different vectors` };
  const hint = "Look at the tokenizer's or the image processor's files, and at the weights.";
  if (repeated.length === block.rowCount - 1) {
    return { name: "distinct", outcome: "failed", detail: `all ${block.rowCount} inputs have the same vector`, hint };
  }
  const detail = `${repeated.length} of ${block.rowCount} inputs have the vector of another: ${nameOf(pair[1])} that of ${nameOf(pair[0])}`;
  return { name: "distinct", outcome: repeated.length > block.rowCount / 2 ? "failed" : "doubtful", detail, hint };
}

export interface AgreementBound {
  /** Smallest cosine that is taken as agreement. */
  readonly least: number;
  /** What allows it, where less than float32 is expected: `fp16`. */
  readonly because?: string;
}

/** Whether inputs have the vectors in a batch that they have alone. `alone` holds those of the first rows. */
export function judgeBatch(
  { block, nameOf }: NamedRows,
  alone: readonly Float32Array[],
  { least, because }: AgreementBound,
): TrialFinding {
  const worst = leastCosine(block, alone);
  const allowed = because === undefined ? "" : `; ${least} will do for ${because}`;
  const seen = `least cosine ${Math.min(1, worst.cosine).toFixed(7)}${allowed}`;
  const batch = `in a batch of ${block.rowCount}`;
  if (worst.cosine >= least) {
    return { name: "batch", outcome: "passed", detail: `the same vectors alone as ${batch} (${seen})` };
  }
  return {
    name: "batch",
    outcome: "doubtful",
    detail: `padding or batching changes its vectors: ${nameOf(worst.row)} alone and ${batch} (${seen})`,
    hint: "Scores then depend on the batches: mend how the model masks its padding, or run with --batch-size 1 and a --cache-folder and --output-folder of its own, for stored vectors are used at any batch size.",
  };
}
