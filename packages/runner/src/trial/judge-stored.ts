import type { Embeddings } from "@mieb/core";
import { cosine, rowOf, SAME_VECTOR } from "./compare-rows.ts";
import { judgeFinite } from "./judge-block.ts";
import { judgeDimension, type ExpectedDimension } from "./judge-dimension.ts";
import type { TrialFinding } from "./trial-finding.ts";

/**
 * Reads all vectors that an encoder looks up: whether they have a direction, one length, and are not all the same. Rejects as
 * the reading does.
 */
export async function judgeStored(
  stored: AsyncIterable<Embeddings>,
  expected: ExpectedDimension,
  signal: AbortSignal | undefined,
): Promise<readonly TrialFinding[]> {
  let [rows, dimension, isVaried] = [0, 0, false];
  let first: Float32Array | undefined;
  for await (const block of stored) {
    signal?.throwIfAborted();
    const before = rows;
    const finite = judgeFinite({ block, nameOf: (row) => `row ${before + row}` });
    if (finite.outcome === "failed") return [{ ...finite, name: "stored", hint: "Look at what the model made of it." }];
    const known = (first ??= rowOf(block, 0).slice());
    isVaried ||= Array.from({ length: block.rowCount }, (_, row) => rowOf(block, row)).some(
      (vector) => !(cosine(known, vector) >= SAME_VECTOR),
    );
    rows += block.rowCount;
    dimension = block.dimension;
  }
  if (rows > 1 && !isVaried) {
    const hint = "Look at how the file was made.";
    return [{ name: "stored", outcome: "failed", detail: `all ${rows} rows have the same vector`, hint }];
  }
  const detail = `${rows} rows, all finite; which inputs they are of shows in a run, and in \`mieb export-inputs -m\``;
  const whole = { values: new Float32Array(dimension), rowCount: 1, dimension };
  return [{ name: "stored", outcome: "passed", detail }, judgeDimension([whole], expected)];
}
