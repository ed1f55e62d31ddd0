import { MiebError, type Embeddings } from "@mieb/core";

/** Where a block of embeddings comes from, for messages. */
export interface VectorOrigin {
  /** Name of the request in the plan, such as `test`. */
  readonly request: string;
  /** Row of the request that the block starts with. Default 0. */
  readonly firstRow?: number;
  /** Table rows of the request, when it does not ask for all. */
  readonly rows?: readonly number[];
  /** Whether a vector of length zero is an error, because the score would be undefined. */
  readonly refuseZero?: boolean;
}

/**
 * Checks that a block has one finite vector per row.
 * @throws MiebError `EVALUATION_INVALID_EMBEDDINGS`, naming request and row
 */
export function checkVectors(embeddings: Embeddings, origin: VectorOrigin): void {
  if (embeddings.rowOffsets) throw invalid(origin.request, "several vectors per row where this evaluator takes one");
  const { values, dimension } = embeddings;
  for (let row = 0, start = 0; row < embeddings.rowCount; row++, start += dimension) {
    let squares = 0;
    for (let i = start; i < start + dimension; i++) squares += (values[i] ?? 0) ** 2;
    if (squares > 0 && squares < Infinity) continue;
    if (squares === 0 && !origin.refuseZero) continue;
    const at = (origin.firstRow ?? 0) + row;
    const fault = squares === 0 ? "is all zeros, so its direction is undefined" : "holds NaN or an infinity";
    throw invalid(origin.request, `the vector of row ${origin.rows?.[at] ?? at} ${fault}`);
  }
}

function invalid(request: string, fault: string): MiebError {
  return new MiebError("EVALUATION_INVALID_EMBEDDINGS", `Embeddings of request "${request}": ${fault}.`, {
    hint: "Look at that input and at the model's output for it.",
  });
}
