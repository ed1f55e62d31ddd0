import { madeOf, MiebError, readStrings, stripLikePython, withColumns, withRows, withValues } from "@mieb/core";
import type { LoadContext, MadeRows, Table, TaskDataset } from "@mieb/core";
import { readChoices, type Choices } from "./read-choices.ts";

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
    const queryIds = rows.map((_, index) => `query-${split}-${index}`);
    const questions = (await readChoices(table, rows)).map((choices, index) => ({
      ...choices,
      id: queryIds[index] ?? "",
      row: rows[index] ?? 0,
    }));
    return {
      queries: withColumns(withValues(withRows(table, rows), { id: queryIds }), {
        text: { feature: { kind: "text" }, from: ["question"], value: (question) => question },
      }),
      ...choiceTables(table, questions, `corpus-${split}`),
    };
  };
}

interface Question extends Choices {
  readonly id: string;
  /** Of the repository. */
  readonly row: number;
}

function choiceTables(table: Table, questions: readonly Question[], idPrefix: string): TaskDataset {
  const named = questions.flatMap(({ choices, answer, id, row }) =>
    // By text, as in the reference: a choice that repeats the right one is right as well.
    choices.map((choice) => ({ choice, id, row, grade: choice === answer ? 1 : 0 })),
  );
  const documents = [...Map.groupBy(named, ({ choice }) => choice).values()].flatMap(([first]) => first ?? []);
  const idOf = new Map(documents.map(({ choice }, index) => [choice, `${idPrefix}-${index}`]));
  return {
    corpus: choicesOf(table, documents, {
      id: [...idOf.values()],
      text: documents.map(({ choice }) => stripLikePython(choice)),
    }),
    qrels: choicesOf(table, named, {
      "query-id": named.map(({ id }) => id),
      "corpus-id": named.map(({ choice }) => idOf.get(choice) ?? ""),
      score: named.map(({ grade }) => grade),
    }),
  };
}

function choicesOf(table: Table, made: readonly { readonly row: number }[], columns: MadeRows["columns"]): Table {
  const rows = made.map(({ row }) => row);
  return madeOf(table, `${table.name}, choices`, {
    rows,
    from: "choices",
    columns,
    features: { text: { kind: "text" } },
  });
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
