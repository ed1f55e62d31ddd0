import { cellName, MiebError, type PlanContext } from "@mieb/core";
import { requireTable } from "../input/open-split.ts";
import type { RetrievalOptions } from "./options.ts";
import { readIdLists, readIds } from "./read-ids.ts";
import type { Qrels } from "./read-qrels.ts";
import { joinLists, type NumberLists } from "./truth.ts";

/** Document ids by query. */
export type CandidateIds = ReadonlyMap<string, readonly string[]>;

/** What is known of a search before its candidates are. */
export interface SearchSpace {
  /** Queries that are evaluated. */
  readonly queryIds: readonly string[];
  /** Corpus row of each document id that a judgement or a candidate list names; absent where the corpus lacks it. */
  readonly rowOf: ReadonlyMap<string, number>;
  /** Ids of the documents that compete for each query; undefined when all of the corpus do. */
  readonly candidates: CandidateIds | undefined;
  /** Name of the corpus, for messages. */
  readonly corpus: string;
}

/**
 * Corpus rows that compete for each query, or undefined when the whole corpus does. A query without a list has no
 * candidates; a document named twice competes once.
 * @throws MiebError `DATASET_INVALID_VALUE` for a candidate that is not in the corpus, naming its table, row and query
 */
export async function candidateLists(
  context: PlanContext<RetrievalOptions>,
  { queryIds, candidates, rowOf, corpus }: SearchSpace,
): Promise<NumberLists | undefined> {
  if (!candidates) return undefined;
  const lists: (readonly number[])[] = [];
  for (const query of queryIds) {
    const documents = candidates.get(query) ?? [];
    const absent = documents.find((document) => !rowOf.has(document));
    if (absent !== undefined) throw await absentCandidate(context, { query, document: absent, corpus });
    lists.push([...new Set(documents.map((document) => rowOf.get(document) ?? -1))]);
  }
  return joinLists(lists);
}

/** Ids of the documents that compete for each query, as the options say; undefined when the whole corpus does. */
export async function candidateIds(
  { options, dataset }: PlanContext<RetrievalOptions>,
  qrels: Qrels,
): Promise<CandidateIds | undefined> {
  if (options.rerank === "qrels") return new Map([...qrels].map(([query, judged]) => [query, [...judged.keys()]]));
  const lists = dataset["topRanked"];
  if (options.rerank === "never" || !lists) return undefined;
  const documents = await readIdLists(lists, "corpus-ids");
  return new Map((await readIds(lists, "query-id")).map((query, row) => [query, documents[row] ?? []]));
}

async function absentCandidate(
  { options, dataset }: PlanContext<RetrievalOptions>,
  { query, document, corpus }: { readonly query: string; readonly document: string; readonly corpus: string },
): Promise<MiebError> {
  const isJudged = options.rerank === "qrels";
  const table = requireTable(dataset, isJudged ? "qrels" : "topRanked");
  const documents = isJudged
    ? (await readIds(table, "corpus-id")).map((id) => [id])
    : await readIdLists(table, "corpus-ids");
  const row = (await readIds(table, "query-id")).findIndex(
    (id, at) => id === query && documents[at]?.includes(document),
  );
  return new MiebError(
    "DATASET_INVALID_VALUE",
    `${cellName(table, { column: isJudged ? "corpus-id" : "corpus-ids", row })}: query "${query}" has the candidate "${document}", which is not in ${corpus}.`,
    { hint: 'Mend the candidate list or the corpus, or search the whole corpus (options.rerank = "never").' },
  );
}
