import { setImmediate } from "node:timers/promises";
import type { SearchOptions, TopK, TopKSearch } from "../kernels.ts";
import { throwIfAborted } from "../throw-if-aborted.ts";
import { bestIndices } from "./best-indices.ts";
import { filePieces } from "./file-pieces.ts";
import { nonFiniteScore } from "./non-finite.ts";
import { normalizeRows } from "./normalize-rows.ts";
import { productFor, productMatrix } from "./similarity-matrix.ts";

/** Documents and their scores, best first. */
interface Ranked {
  readonly indices: Uint32Array;
  readonly scores: Float32Array;
}

/** The best documents of each query. Gives way to the event loop after each query. */
export function startSearch({ queries, dimension, k: wanted, ...options }: SearchOptions): TopKSearch {
  const prepare = (rows: Float32Array) => (options.normalize ? normalizeRows(rows, dimension) : rows);
  const prepared = prepare(queries);
  const queryCount = queries.length / dimension;
  const product = productFor(queryCount);
  const best: Ranked[] = Array.from({ length: queryCount }, () => ({
    indices: new Uint32Array(0),
    scores: new Float32Array(0),
  }));
  let [documentCount, scoresDone] = [0, 0];
  const add = async (documents: Float32Array, firstRow = 0): Promise<void> => {
    const count = documents.length / dimension;
    const rows = prepare(documents);
    for (let query = 0; query < queryCount; query++) {
      throwIfAborted(options.signal);
      const row = prepared.subarray(query * dimension, (query + 1) * dimension);
      const scores = productMatrix(row, rows, dimension, product);
      if (!scores.every(Number.isFinite)) throw nonFiniteScore({ queries, documents, dimension, firstRow });
      const indices = Uint32Array.from(scores, (_, document) => documentCount + document);
      best[query] = bestOf(joined(best[query], { indices, scores }), wanted);
      options.onProgress?.((scoresDone += count));
      await setImmediate();
    }
    documentCount += count;
  };
  return {
    add: (documents) => add(documents),
    async addFile(rows) {
      let firstRow = 0;
      for await (const piece of filePieces(rows, dimension)) {
        await add(piece, firstRow);
        firstRow += piece.length / dimension;
      }
    },
    finish: async () => stacked(best, Math.min(wanted, documentCount)),
  };
}

/** Earlier results come first, so that of equal scores the lower index wins. */
function joined(before: Ranked | undefined, more: Ranked): Ranked {
  if (!before || before.indices.length === 0) return more;
  const length = before.indices.length + more.indices.length;
  const all = { indices: new Uint32Array(length), scores: new Float32Array(length) };
  for (const [at, { indices, scores }] of [[0, before] as const, [before.indices.length, more] as const]) {
    all.indices.set(indices, at);
    all.scores.set(scores, at);
  }
  return all;
}

function bestOf({ indices, scores }: Ranked, wanted: number): Ranked {
  const places = bestIndices(scores, Math.min(wanted, scores.length));
  return {
    indices: places.map((place) => indices[place] ?? 0),
    // Adding 0 makes -0 the 0 it equals, as the addon does.
    scores: Float32Array.from(places, (place) => (scores[place] ?? 0) + 0),
  };
}

function stacked(rows: readonly Ranked[], k: number): TopK {
  const result = { indices: new Uint32Array(rows.length * k), scores: new Float32Array(rows.length * k), k };
  rows.forEach(({ indices, scores }, row) => {
    result.indices.set(indices, row * k);
    result.scores.set(scores, row * k);
  });
  return result;
}
