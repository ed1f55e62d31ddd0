import {
  invalidCell,
  MiebError,
  readIntegers,
  readStrings,
  withColumnsOf,
  withRows,
  type LoadContext,
  type Table,
  type TaskDataset,
} from "@mieb/core";

/** The right image first, then the nine others; so the right answer is always image 0. */
export const imageColumns: readonly string[] = [
  "correct_image",
  ...Array.from({ length: 9 }, (_, index) => `false_image_${index + 1}`),
];

/** The images judged for one query, as rows of the corpus in the order of the qrels. */
interface Pool {
  readonly rows: number[];
  /** Row of the image with grade 1, of the last one if there are several. */
  correct?: number;
}

/**
 * Samples of ImageCoDe from a repository in retrieval layout: one row per query, with its text and its ten images.
 * @throws MiebError `DATASET_INVALID_VALUE` for a judgement of an image that is not in the corpus, and for a query without
 * a right image or with fewer than ten, naming table and row
 */
export async function loadImagecode({ repository, split }: LoadContext): Promise<TaskDataset> {
  const corpus = await repository.table("corpus", "corpus");
  const queries = await repository.table("query", split);
  const pools = await readPools(await repository.table("qrels", split), corpus);
  const ids = await readStrings(queries, "id");
  return {
    test: withImages(
      queries,
      corpus,
      ids.map((id, row) => sampleOf(pools.get(id), { queries, id, row })),
    ),
  };
}

async function readPools(qrels: Table, corpus: Table): Promise<ReadonlyMap<string, Pool>> {
  const rowOf = new Map((await readStrings(corpus, "id")).map((id, row) => [id, row]));
  const queryIds = await readStrings(qrels, "query-id");
  const corpusIds = await readStrings(qrels, "corpus-id");
  const grades = await readIntegers(qrels, "score");
  const pools = new Map<string, Pool>();
  for (const [row, queryId] of queryIds.entries()) {
    const corpusRow = rowOf.get(corpusIds[row] ?? "");
    if (corpusRow === undefined) {
      throw invalidCell(qrels, { column: "corpus-id", row }, `an id of ${corpus.name}`, corpusIds[row]);
    }
    const pool = pools.get(queryId) ?? { rows: [] };
    pool.rows.push(corpusRow);
    if (grades[row] === 1) pool.correct = corpusRow;
    pools.set(queryId, pool);
  }
  return pools;
}

/** Ten rows of the corpus, the right one first; judged images beyond those are left out, as in the reference. */
function sampleOf(
  pool: Pool | undefined,
  { queries, id, row }: { readonly queries: Table; readonly id: string; readonly row: number },
): readonly number[] {
  const correct = pool?.correct;
  const others = pool?.rows.filter((candidate) => candidate !== correct) ?? [];
  if (correct !== undefined && others.length >= imageColumns.length - 1) {
    return [correct, ...others].slice(0, imageColumns.length);
  }
  throw new MiebError(
    "DATASET_INVALID_VALUE",
    `${queries.name}: row ${row}, query "${id}": expected ten judged images with one of grade 1, got ${pool?.rows.length ?? 0}${correct === undefined ? " without one of grade 1" : ""}.`,
    { hint: "Mend the repository's qrels, or pin a revision that has them all." },
  );
}

/** The queries with the images of their samples as columns, read from the corpus on demand. */
function withImages(queries: Table, corpus: Table, samples: readonly (readonly number[])[]): Table {
  const images = imageColumns.map((name, place) => {
    const rows = samples.map((sample) => sample[place] ?? 0);
    return [name, { table: withRows(corpus, rows), column: "image" }] as const;
  });
  return withColumnsOf(queries, Object.fromEntries(images));
}
