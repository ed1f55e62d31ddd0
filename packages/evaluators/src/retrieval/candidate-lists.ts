import { MiebError, type PlanContext } from "@mieb/core";
import type { RetrievalOptions } from "./options.ts";
import { readIdLists, readIds } from "./read-ids.ts";
import type { Qrels } from "./read-qrels.ts";
import { joinLists, type NumberLists } from "./truth.ts";

/** What is known of a search before its candidates are. */
export interface SearchSpace {
  /** Queries that are evaluated. */
  readonly queryIds: readonly string[];
  readonly qrels: Qrels;
  /** Corpus row of each document id. */
  readonly rowOf: ReadonlyMap<string, number>;
  /** Name of the corpus, for messages. */
  readonly corpus: string;
}

/**
 * Corpus rows that compete for each query, or undefined when the whole corpus does. A query without a list has no
 * candidates; a document named twice competes once.
 * @throws MiebError `DATASET_INVALID_VALUE` for a candidate that is not in the corpus, naming the query
 */
export async function candidateLists(
  context: PlanContext<RetrievalOptions>,
  space: SearchSpace,
): Promise<NumberLists | undefined> {
  const idsOf = await candidateIds(context, space.qrels);
  if (!idsOf) return undefined;
  return joinLists(space.queryIds.map((query) => [...rowsOf(query, idsOf.get(query) ?? [], space)]));
}

async function candidateIds(
  { options, dataset }: PlanContext<RetrievalOptions>,
  qrels: Qrels,
): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
  if (options.rerank === "qrels") return new Map([...qrels].map(([query, judged]) => [query, [...judged.keys()]]));
  const lists = dataset["topRanked"];
  if (options.rerank === "never" || !lists) return undefined;
  const documents = await readIdLists(lists, "corpus-ids");
  return new Map((await readIds(lists, "query-id")).map((query, row) => [query, documents[row] ?? []]));
}

function rowsOf(query: string, documents: readonly string[], { rowOf, corpus }: SearchSpace): ReadonlySet<number> {
  const rows = documents.map((document) => {
    const row = rowOf.get(document);
    if (row !== undefined) return row;
    throw new MiebError(
      "DATASET_INVALID_VALUE",
      `Query "${query}" has the candidate "${document}", which is not in ${corpus}.`,
      {
        hint: 'Mend the candidate list or the corpus, or search the whole corpus (options.rerank = "never").',
      },
    );
  });
  return new Set(rows);
}
