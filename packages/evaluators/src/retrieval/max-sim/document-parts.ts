import type { EmbeddingSource } from "@mieb/core";
import type { VectorLists } from "@mieb/kernels";
import { vectorLists } from "../../input/vector-lists.ts";
import { listsBetween } from "./late-search.ts";

/** Consecutive rows of a source. */
export interface DocumentPart {
  readonly firstRow: number;
  readonly documents: VectorLists;
}

/** A source in its own chunks, cut where a block of `rowsPerBlock` rows ends. Only valid until the next is asked for. */
export async function* documentParts(source: EmbeddingSource, rowsPerBlock: number): AsyncGenerator<DocumentPart> {
  let firstRow = 0;
  for await (const chunk of source.chunks()) {
    const lists = vectorLists(chunk, { request: "corpus", firstRow });
    for (let start = 0; start < chunk.rowCount;) {
      const end = Math.min(chunk.rowCount, start + rowsPerBlock - (firstRow % rowsPerBlock));
      yield { firstRow, documents: listsBetween(lists, [start, end], chunk.dimension) };
      firstRow += end - start;
      start = end;
    }
  }
}
