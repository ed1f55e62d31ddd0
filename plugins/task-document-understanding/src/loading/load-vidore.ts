import { withColumns, type DerivedColumn, type LoadContext, type TaskDataset } from "@mieb/core";

/**
 * Loads a repository of ViDoRe: configs `queries` (columns `query-id`, `query`), `corpus` (`corpus-id`, `image`) and
 * `qrels`. Ids get the prefix `query-<split>-` or `corpus-<split>-`, as in the reference's result files.
 * @throws MiebError `DATASET_CONFIG_NOT_FOUND`, `DATASET_SPLIT_NOT_FOUND`, with what exists
 */
export async function loadVidore({ repository, split }: LoadContext): Promise<TaskDataset> {
  const [queries, corpus, qrels] = await Promise.all([
    repository.table("queries", split),
    repository.table("corpus", split),
    repository.table("qrels", split),
  ]);
  const queryId = prefixedId(`query-${split}-`, "query-id");
  const documentId = prefixedId(`corpus-${split}-`, "corpus-id");
  return {
    queries: withColumns(queries, {
      id: queryId,
      text: { feature: { kind: "text" }, from: ["query"], value: (query) => query },
    }),
    corpus: withColumns(corpus, { id: documentId }),
    qrels: withColumns(qrels, { "query-id": queryId, "corpus-id": documentId }),
  };
}

/** Cells that are no ids stay, for the evaluator to refuse. */
function prefixedId(prefix: string, column: string): DerivedColumn {
  return {
    feature: { kind: "text" },
    from: [column],
    value: (id) => (typeof id === "string" || Number.isInteger(id) ? `${prefix}${String(id)}` : id),
  };
}
