import {
  cellName,
  missingColumn,
  MiebError,
  type EvaluationPlan,
  type PlanContext,
  type Table,
  type TableRequest,
} from "@mieb/core";
import { requireTable } from "../input/open-split.ts";
import { candidateIds, candidateLists, type CandidateIds } from "./candidate-lists.ts";
import type { RetrievalOptions } from "./options.ts";
import { idColumn, readIdList, readIds } from "./read-ids.ts";
import { readQrels, type Qrels } from "./read-qrels.ts";
import { sideModalities } from "./side-modalities.ts";
import type { TextList } from "./text-list.ts";
import { joinLists, type NumberLists, type RetrievalTruth } from "./truth.ts";

/**
 * Asks for the queries that have judgements and for the corpus, or for those documents of it that compete. Rows of queries
 * with the same id are one query with several vectors, as in the reference, which keeps its results by id.
 */
export async function planRetrieval(context: PlanContext<RetrievalOptions>): Promise<EvaluationPlan<RetrievalTruth>> {
  const { dataset, options, task } = context;
  const [queries, corpus] = [requireTable(dataset, "queries"), requireTable(dataset, "corpus")];
  const qrels = await readQrels(requireTable(dataset, "qrels"));
  const storedIds = await readIds(queries, idColumn(queries));
  const rows = storedIds.flatMap((id, row) => (qrels.has(id) ? [row] : []));
  if (rows.length === 0) throw noJudgedQuery(queries);
  const { queryIds, queryOf } = distinctQueries(rows.map((row) => storedIds[row] ?? ""));
  const candidateIdsOf = await candidateIds(context, qrels);
  const { documentIds, rowOf } = await readCorpus(corpus, namedDocuments(qrels, candidateIdsOf));
  if (!hasJudgedDocument(qrels, rowOf)) throw await noJudgedDocument(requireTable(dataset, "qrels"), corpus);
  const candidates = await candidateLists(context, {
    queryIds,
    candidates: candidateIdsOf,
    rowOf,
    corpus: corpus.name,
  });
  const encodedRows = candidates && competingRows(candidates, corpus.rowCount);
  const request = (table: Table, modalities: readonly string[], side: TableRequest): TableRequest => ({
    ...side,
    ...columnsOf(table, modalities, context.columns),
  });
  return {
    requests: {
      queries: request(queries, options.queryModalities ?? sideModalities(task, "query"), {
        table: "queries",
        role: "query",
        ...(rows.length < queries.rowCount && { rows }),
      }),
      corpus: request(corpus, options.corpusModalities ?? sideModalities(task, "document"), {
        table: "corpus",
        role: "document",
        ...(encodedRows && { rows: [...encodedRows] }),
      }),
    },
    truth: {
      queryIds,
      queryOf,
      documentIds,
      ...judgements(
        queryIds.map((id) => [...(qrels.get(id) ?? [])]),
        rowOf,
      ),
      ...(candidates && { candidates }),
      ...(encodedRows && { encodedRows }),
    },
  };
}

function distinctQueries(idOfRow: readonly string[]): Pick<RetrievalTruth, "queryIds" | "queryOf"> {
  const numbers = new Map<string, number>();
  for (const id of idOfRow) if (!numbers.has(id)) numbers.set(id, numbers.size);
  return { queryIds: [...numbers.keys()], queryOf: Uint32Array.from(idOfRow, (id) => numbers.get(id) ?? 0) };
}

interface CorpusIds {
  readonly documentIds: TextList;
  /** Row of each document that is named; the last of equal ids. */
  readonly rowOf: ReadonlyMap<string, number>;
}

async function readCorpus(corpus: Table, named: ReadonlySet<string>): Promise<CorpusIds> {
  const rowOf = new Map<string, number>();
  const documentIds = await readIdList(corpus, idColumn(corpus), (id, row) => named.has(id) && rowOf.set(id, row));
  return { documentIds, rowOf };
}

/** Documents that a judgement or a candidate list names; of the others no row is asked for. */
function namedDocuments(qrels: Qrels, candidates: CandidateIds | undefined): ReadonlySet<string> {
  const named = new Set<string>();
  for (const judged of qrels.values()) for (const document of judged.keys()) named.add(document);
  for (const documents of candidates?.values() ?? []) for (const document of documents) named.add(document);
  return named;
}
function judgements(
  byQuery: readonly (readonly (readonly [string, number])[])[],
  rowOf: ReadonlyMap<string, number>,
): Pick<RetrievalTruth, "judged" | "grades"> {
  return {
    judged: joinLists(byQuery.map((judged) => judged.map(([document]) => rowOf.get(document) ?? -1))),
    grades: Int32Array.from(byQuery.flatMap((judged) => judged.map(([, grade]) => grade))),
  };
}

/** Rows named by any list, ascending; undefined when that is the whole corpus. */
function competingRows({ values }: NumberLists, rowCount: number): Uint32Array | undefined {
  const rows = Uint32Array.from(new Set(values)).toSorted();
  return rows.length < rowCount ? rows : undefined;
}

/** Columns of the wanted modalities; a modality the table lacks is left out unless it lacks them all. */
function columnsOf(
  table: Table,
  modalities: readonly string[],
  columns: Readonly<Record<string, string>>,
): Pick<TableRequest, "image" | "text"> {
  const wanted = modalities.map((modality) => [modality, columns[modality] ?? modality] as const);
  const present = wanted.filter(([, column]) => column in table.features);
  const [first] = wanted;
  if (present.length === 0) return missingColumn(table.name, first?.[1] ?? "", Object.keys(table.features));
  return Object.fromEntries(present);
}

function noJudgedQuery(queries: Table): MiebError {
  return new MiebError(
    "DATASET_EMPTY_SPLIT",
    `${queries.name}: none of its ${queries.rowCount} queries has judgements.`,
    {
      hint: "Compare the ids of the queries with the query-id column of the qrels.",
    },
  );
}

/** Single judged documents may be absent, and then count as not found; without any, the ids do not fit. */
function hasJudgedDocument(qrels: Qrels, rowOf: ReadonlyMap<string, number>): boolean {
  return qrels.values().some((judged) => judged.keys().some((document) => rowOf.has(document)));
}

async function noJudgedDocument(qrels: Table, corpus: Table): Promise<MiebError> {
  const [first = ""] = await readIds(qrels, "corpus-id");
  return new MiebError(
    "DATASET_INVALID_VALUE",
    `None of the judged documents is in ${corpus.name}; ${cellName(qrels, { column: "corpus-id", row: 0 })} names "${first}".`,
    { hint: "Compare the ids of the corpus with the corpus-id column of the qrels." },
  );
}
