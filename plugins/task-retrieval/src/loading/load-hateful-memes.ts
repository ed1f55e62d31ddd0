import { concatTables, readStrings, withColumns, withRows } from "@mieb/core";
import type { LoadContext, Table, TaskDataset } from "@mieb/core";
import { documentText, prefixedId } from "./search-tables.ts";

/** Splits whose memes are documents, in the order in which the first of equal texts is kept. */
const corpusSplits = ["test", "validation", "train"];

/**
 * Queries are the memes of the evaluated split; documents are the memes of all splits, one for each distinct text.
 *
 * The reference tells documents apart by their text in both directions, and judges each query by the meme it was made
 * from. Where an earlier meme has the same text, the right document is therefore not in the corpus: 171 of the 1000
 * queries can never be answered.
 */
export async function loadHatefulMemes({ repository, split }: LoadContext): Promise<TaskDataset> {
  const queries = await repository.table("default", split);
  const parts = await Promise.all(corpusSplits.map((part) => repository.table("default", part)));
  const memes = concatTables(`${repository.path} (default/${corpusSplits.join("+")})`, parts);
  return {
    queries: withColumns(queries, { id: prefixedId("query-", "id") }),
    corpus: withColumns(withRows(memes, await firstRowsOfTexts(parts)), {
      id: prefixedId("corpus-", "id"),
      text: documentText("text"),
    }),
    qrels: withColumns(queries, {
      "query-id": prefixedId("query-", "id"),
      "corpus-id": prefixedId("corpus-", "id"),
      score: { feature: { kind: "integer" }, from: ["id"], value: () => 1 },
    }),
  };
}

async function firstRowsOfTexts(parts: readonly Table[]): Promise<readonly number[]> {
  const texts = (await Promise.all(parts.map((part) => readStrings(part, "text")))).flat();
  const firstRow = new Map<string, number>();
  texts.forEach((text, row) => firstRow.has(text) || firstRow.set(text, row));
  return [...firstRow.values()];
}
