import { invalidCell, madeOf, readStrings, withColumns } from "@mieb/core";
import type { LoadContext, Table, TaskDataset, Value } from "@mieb/core";
import { pairedQrels, prefixedId } from "./search-tables.ts";

/**
 * A repository that keeps each language as a split of its own, one image with a list of `captions` a row. Every caption,
 * also an empty one, is a query and asks for the image of its row.
 * @throws MiebError `DATASET_SPLIT_NOT_FOUND` for a language the repository lacks, with those it has;
 *   `DATASET_INVALID_VALUE` for an image without captions
 */
export async function loadCaptionLists({ repository, subset }: LoadContext): Promise<TaskDataset> {
  const rows = await repository.table("default", subset);
  const imageIds = await readStrings(rows, "image_id");
  const lists = await readCaptions(rows);
  const pairs = lists.flatMap((captions, row) =>
    captions.map((text, number) => ({ text, image: imageIds[row] ?? "", number, row })),
  );
  const queryIds = pairs.map(({ image, number }) => `query-${image}-${number}`);
  const queries = madeOf(rows, `${rows.name}, captions`, {
    rows: pairs.map(({ row }) => row),
    from: "captions",
    columns: { id: queryIds, text: pairs.map(({ text }) => text) },
    features: { text: { kind: "text" } },
  });
  return {
    queries,
    corpus: withColumns(rows, { id: prefixedId("corpus-", "image_id") }),
    qrels: pairedQrels(
      queries,
      queryIds,
      pairs.map(({ image }) => `corpus-${image}`),
    ),
  };
}

async function readCaptions(rows: Table): Promise<readonly (readonly string[])[]> {
  return (await rows.read("captions")).map((captions, row) => {
    if (isTexts(captions) && captions.length > 0) return captions;
    throw invalidCell(rows, { column: "captions", row }, "a list of at least one text", captions);
  });
}

function isTexts(value: Value): value is readonly string[] {
  return Array.isArray(value) && value.every((item: Value) => typeof item === "string");
}
