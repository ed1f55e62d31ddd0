import { readIntegers, type Table } from "@mieb/core";
import { readIds } from "./read-ids.ts";

/** Query id → document id → grade, in stored order; a later row replaces an earlier one of the same pair. */
export type Qrels = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Reads a table of judgements with the columns `query-id`, `corpus-id` and `score`. */
export async function readQrels(table: Table): Promise<Qrels> {
  const [queries, documents] = [await readIds(table, "query-id"), await readIds(table, "corpus-id")];
  const grades = await readIntegers(table, "score");
  const qrels = new Map<string, Map<string, number>>();
  queries.forEach((query, row) => {
    const judged = qrels.get(query) ?? new Map<string, number>();
    judged.set(documents[row] ?? "", grades[row] ?? 0);
    qrels.set(query, judged);
  });
  return qrels;
}
