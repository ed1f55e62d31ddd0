import type { Embeddings } from "@mieb/core";
import type { GraphSignature, OutputTensor, Tensor } from "../session/protocol.ts";

type Feeds = Readonly<Record<string, Tensor>>;

/** What a graph is fed at a time: all rows, or one after the other where it was exported for a batch of one. */
export function batchParts(signature: GraphSignature, feeds: Feeds): readonly Feeds[] {
  const isForOne = signature.inputs.some(({ name, dims }) => feeds[name] !== undefined && dims[0] === 1);
  const rowCount = Object.values(feeds)[0]?.dims[0] ?? 0;
  if (!isForOne || rowCount <= 1) return [feeds];
  return Array.from({ length: rowCount }, (_, row) =>
    Object.fromEntries(Object.entries(feeds).map(([name, tensor]) => [name, rowOf(tensor, row)])),
  );
}

function rowOf({ data, dims }: Tensor, row: number): Tensor {
  const length = data.length / (dims[0] ?? 1);
  // Copied, because the tensor's buffer moves to the graph's thread.
  return { data: data.slice(row * length, (row + 1) * length), dims: [1, ...dims.slice(1)] };
}

/** The rows of outputs of one dimension, in order. */
export function joinedRows(outputs: readonly OutputTensor[]): Embeddings {
  const [first] = outputs;
  const dimension = first?.dims[1] ?? 0;
  if (first && outputs.length === 1) return { values: first.data, rowCount: first.dims[0] ?? 0, dimension };
  const values = new Float32Array(outputs.length * dimension);
  outputs.forEach(({ data }, row) => values.set(data.subarray(0, dimension), row * dimension));
  return { values, rowCount: outputs.length, dimension };
}
