import type { Embeddings } from "@mieb/core";
import type { TrialFinding } from "./trial-finding.ts";

export interface ExpectedDimension {
  /** What the model says of itself, if it does. */
  readonly described: number | undefined;
  /** Of the vectors of its other inputs. */
  readonly earlier: number | undefined;
  /** Numbers to be kept of every vector, if not all. */
  readonly kept: number | undefined;
}

/** Whether all vectors are as long as each other, as those of other inputs, and as the model says. */
export function judgeDimension(
  blocks: readonly Embeddings[],
  { described, earlier, kept }: ExpectedDimension,
): TrialFinding {
  const found = [...new Set(blocks.map(({ dimension }) => dimension))];
  const [dimension = 0] = found;
  const shared =
    "All inputs of a model share one dimension; mend the model, or leave out the inputs that have another.";
  if (found.length > 1) return failed(`vectors of ${found.join(" and of ")} numbers for one kind of input`, shared);
  if (earlier !== undefined && earlier !== dimension) {
    return failed(`vectors of ${dimension} numbers, where its other inputs have ${earlier}`, shared);
  }
  if (kept !== undefined && kept > dimension) {
    return failed(`vectors of ${dimension} numbers, of which ${kept} are to be kept`, "Ask for fewer --dimensions.");
  }
  const keeps = kept === undefined || kept === dimension ? "" : `; the first ${kept} are kept`;
  if (described !== undefined && described !== dimension) {
    const detail = `vectors of ${dimension} numbers, where the model describes itself with ${described}${keeps}`;
    const hint = "Results would carry the wrong dimension: correct what the model says of itself.";
    return { name: "dimension", outcome: "doubtful", detail, hint };
  }
  const says = described === undefined ? "" : ", as described";
  return { name: "dimension", outcome: "passed", detail: `vectors of ${dimension} numbers${says}${keeps}` };
}

function failed(detail: string, hint: string): TrialFinding {
  return { name: "dimension", outcome: "failed", detail, hint };
}
