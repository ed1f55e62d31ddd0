import { concatTables, MiebError, withColumns, withRows, withValues } from "@mieb/core";
import type { LoadContext, Table, TaskDataset } from "@mieb/core";
import { documentText, numberedIds, pairedQrels } from "./search-tables.ts";

/**
 * Queries are the memes of the evaluated split, documents those of all splits in declared order. Memes without a
 * corrected text are left out; ids count the others, split by split.
 * @throws MiebError `DATASET_EMPTY_SPLIT` when no meme of the evaluated split has a corrected text
 */
export async function loadMemotion({ repository, split }: LoadContext): Promise<TaskDataset> {
  const queries = await captionedMemes(await repository.table("default", split));
  if (queries.rowCount === 0) throw withoutTexts(queries);
  const splits = await repository.splits("default");
  const parts = await Promise.all(
    splits.map(async (part) => {
      const memes = await captionedMemes(await repository.table("default", part));
      return withValues(memes, { id: numberedIds(`corpus-${part}`, memes.rowCount) });
    }),
  );
  const memes = concatTables(`${repository.path} (default/${splits.join("+")})`, parts);
  const queryIds = numberedIds(`query-${split}`, queries.rowCount);
  return {
    queries: withValues(queries, { id: queryIds }),
    corpus: withColumns(memes, { text: documentText("text") }),
    qrels: pairedQrels(queries, queryIds, numberedIds(`corpus-${split}`, queries.rowCount)),
  };
}

async function captionedMemes(memes: Table): Promise<Table> {
  const texts = await memes.read("text_corrected");
  const kept = texts.flatMap((text, row) => (text === null ? [] : [row]));
  return withColumns(withRows(memes, kept), {
    text: { feature: { kind: "text" }, from: ["text_corrected"], value: (text) => text },
  });
}

function withoutTexts({ name }: Table): MiebError {
  return new MiebError("DATASET_EMPTY_SPLIT", `${name}: every row has a null in column "text_corrected".`, {
    hint: "Mend the repository, or pin the revision that has the corrected texts.",
  });
}
