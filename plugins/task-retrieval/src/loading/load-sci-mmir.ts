import { withColumns, withValues, type LoadContext, type TaskDataset } from "@mieb/core";
import { documentText, numberedIds, pairedQrels } from "./search-tables.ts";

/** Every row of the evaluated split is a query and a document; the document of the same row is the right one. */
export async function loadSciMmir({ repository, split }: LoadContext): Promise<TaskDataset> {
  const rows = await repository.table("default", split);
  const queryIds = numberedIds(`query-${split}`, rows.rowCount);
  const documentIds = numberedIds(`corpus-${split}`, rows.rowCount);
  return {
    queries: withValues(rows, { id: queryIds }),
    corpus: withColumns(withValues(rows, { id: documentIds }), { text: documentText("text") }),
    qrels: pairedQrels(rows, queryIds, documentIds),
  };
}
