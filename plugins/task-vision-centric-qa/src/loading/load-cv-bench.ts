import { madeOf, MiebError, readStrings, stripLikePython, withColumns, withRows, withValues } from "@mieb/core";
import type { LoadContext, MadeRows, Table, TaskDataset } from "@mieb/core";
import { readChoices } from "./read-choices.ts";

/**
 * Loads the questions of one kind, the value of column `task`: `Count`, `Relation`, `Depth` or `Distance`.
 *
 * The corpus holds every distinct choice of these questions once; the qrels of a question name its own choices, in
 * order, with grade 1 for the right one and 0 for the others, so that re-ranking by qrels is multiple choice.
 * @throws MiebError `DATASET_EMPTY_SPLIT` without such questions; `DATASET_INVALID_VALUE` for a choice or answer that
 *   cannot be used
 */
export function loadCvBench(kind: string): (context: LoadContext) => Promise<TaskDataset> {
  return async ({ repository, split }) => {
    const table = await repository.table("default", split);
    const rows = await rowsOfKind(table, kind);
    const questions = await readChoices(table, rows);
    const queryIds = rows.map((_, index) => `query-${split}-${index}`);
    const named = questions.flatMap(({ choices, answer }, index) =>
      // By text, as in the reference: a choice that repeats the right one is right as well.
      choices.map((choice) => ({
        choice,
        query: queryIds[index] ?? "",
        grade: choice === answer ? 1 : 0,
        row: rows[index] ?? 0,
      })),
    );
    const documents = [...Map.groupBy(named, ({ choice }) => choice).values()].flatMap(([first]) => first ?? []);
    const idOf = new Map(documents.map(({ choice }, index) => [choice, `corpus-${split}-${index}`]));
    const choicesOf = (entries: readonly { readonly row: number }[], columns: MadeRows["columns"]): Table =>
      madeOf(table, `${table.name}, choices`, {
        rows: entries.map(({ row }) => row),
        from: "choices",
        columns,
        features: { text: { kind: "text" } },
      });
    return {
      queries: withColumns(withValues(withRows(table, rows), { id: queryIds }), {
        text: { feature: { kind: "text" }, from: ["question"], value: (question) => question },
      }),
      corpus: choicesOf(documents, {
        id: [...idOf.values()],
        text: documents.map(({ choice }) => stripLikePython(choice)),
      }),
      qrels: choicesOf(named, {
        "query-id": named.map(({ query }) => query),
        "corpus-id": named.map(({ choice }) => idOf.get(choice) ?? ""),
        score: named.map(({ grade }) => grade),
      }),
    };
  };
}

async function rowsOfKind(table: Table, kind: string): Promise<readonly number[]> {
  const kinds = await readStrings(table, "task");
  const rows = kinds.flatMap((value, row) => (value === kind ? [row] : []));
  if (rows.length > 0) return rows;
  throw new MiebError(
    "DATASET_EMPTY_SPLIT",
    `${table.name}: no row has "${kind}" in column "task"; there is ${[...new Set(kinds)].join(", ") || "no row"}.`,
    { hint: "Pin the revision that has these questions." },
  );
}
