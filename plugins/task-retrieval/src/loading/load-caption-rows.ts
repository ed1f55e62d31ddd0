import { withColumns, type LoadContext, type TaskDataset } from "@mieb/core";
import { prefixedId } from "./search-tables.ts";

/**
 * A repository that keeps each language as a split of its own, one image with one caption (`sentences`) a row. Every
 * caption asks for the image of its row.
 * @throws MiebError `DATASET_SPLIT_NOT_FOUND` for a language the repository lacks, with those it has
 */
export async function loadCaptionRows({ repository, subset }: LoadContext): Promise<TaskDataset> {
  const rows = await repository.table("default", subset);
  return {
    queries: withColumns(rows, {
      id: prefixedId("query-", "id"),
      text: { feature: { kind: "text" }, from: ["sentences"], value: (sentence) => sentence },
    }),
    corpus: withColumns(rows, { id: prefixedId("corpus-", "id") }),
    qrels: withColumns(rows, {
      "query-id": prefixedId("query-", "id"),
      "corpus-id": prefixedId("corpus-", "id"),
      score: { feature: { kind: "integer" }, from: ["id"], value: () => 1 },
    }),
  };
}
