import { MiebError, type Embeddings } from "@mieb/core";
import { DataType, tableFromIPC, type Data } from "apache-arrow";

/**
 * Embeddings from the Arrow IPC stream that `python/mieb_child/vectors.py` writes: one column, a fixed-size list of float32
 * or a list of those.
 * @throws MiebError `MODEL_INVALID_OUTPUT` for anything else
 */
export function readVectors(bytes: Uint8Array, model: string): Embeddings {
  // A copy, since the child's bytes lie at any address and typed arrays want aligned ones.
  const { data } = tableFromIPC(bytes.slice()).getChildAt(0) ?? { data: [] };
  const [rows] = data as readonly Data[];
  const isList = rows !== undefined && DataType.isList(rows.type);
  const vectors = isList ? rows.children[0] : rows;
  const values: unknown = vectors?.children[0]?.values;
  if (
    rows &&
    vectors &&
    data.length === 1 &&
    DataType.isFixedSizeList(vectors.type) &&
    values instanceof Float32Array
  ) {
    // Arrow pads its buffers to whole words.
    const dimension = vectors.type.listSize;
    const embeddings = { values: values.subarray(0, vectors.length * dimension), rowCount: rows.length, dimension };
    if (!isList) return embeddings;
    return {
      ...embeddings,
      rowOffsets: Uint32Array.from((rows.valueOffsets as Int32Array).subarray(0, rows.length + 1)),
    };
  }
  throw new MiebError(
    "MODEL_INVALID_OUTPUT",
    `${model} answered with ${data.length} batches of ${String(rows?.type)}.`,
    {
      hint: "Expected one batch of a fixed-size list of float32, or of a list of those.",
    },
  );
}
