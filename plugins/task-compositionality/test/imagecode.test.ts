import { cellName, isEncodedImage, memoryTable, type LoadContext, type Table, type Value } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { imageColumns, loadImagecode } from "../src/imagecode-samples.ts";

const letters = [..."abcdefghijklm"];
const image = (letter: string): Value => ({ bytes: new TextEncoder().encode(letter) });

/** Thirteen images `a` to `m`, and for each query the letters of its judged images, the right one in upper case. */
function contextOf(pools: Readonly<Record<string, string>>): LoadContext {
  const judgements = Object.entries(pools).flatMap(([query, pool]) => [...pool].map((letter) => ({ query, letter })));
  const tables: Readonly<Record<string, Table>> = {
    "corpus/corpus": memoryTable(
      "codes (corpus/corpus)",
      { id: letters, image: letters.map(image) },
      { image: { kind: "image" } },
    ),
    "query/test": memoryTable("codes (query/test)", {
      id: Object.keys(pools),
      text: Object.keys(pools).map((id) => `text of ${id}`),
    }),
    "qrels/test": memoryTable("codes (qrels/test)", {
      "query-id": judgements.map(({ query }) => query),
      "corpus-id": judgements.map(({ letter }) => letter.toLowerCase()),
      score: judgements.map(({ letter }) => (letter === letter.toUpperCase() ? 1 : 0)),
    }),
  };
  const repository = {
    path: "codes",
    revision: "1",
    configs: async () => ["corpus", "query", "qrels"],
    splits: async () => ["test"],
    table: async (config: string, split: string) => tables[`${config}/${split}`],
  };
  return { repository, split: "test" } as unknown as LoadContext;
}

async function lettersOf(table: Table | undefined, row: number): Promise<string> {
  const cells = await Promise.all(imageColumns.map((column) => table?.read(column, [row])));
  return cells.map((cell) => letterOf(cell?.[0])).join("");
}

function letterOf(cell: Value | undefined): string {
  return isEncodedImage(cell) ? new TextDecoder().decode(cell.bytes) : "?";
}

describe("samples of ImageCoDe", () => {
  it("have the right image first, the others as the qrels list them, and at most nine of those", async () => {
    const { test } = await loadImagecode(contextOf({ q1: "abcDefghij", q0: "Mabcdefghijk" }));
    expect(await test?.read("text")).toEqual(["text of q1", "text of q0"]);
    expect(await lettersOf(test, 0)).toBe("dabcefghij");
    expect(await lettersOf(test, 1)).toBe("mabcdefghi");
    expect(test?.features["false_image_9"]).toEqual({ kind: "image" });
  });

  it("take the last of several right images", async () => {
    const { test } = await loadImagecode(contextOf({ q: "AbcdefghiJk" }));
    expect(await lettersOf(test, 0)).toBe("jabcdefghi");
  });

  it.each([
    ["a judged image that is not in the corpus", { q: "Abcdefghiz" }, 'codes (qrels/test): column "corpus-id", row 9'],
    ["too few judged images", { p: "Abcdefghij", q: "Abcdefghi" }, 'codes (query/test): row 1, query "q"'],
    ["no right image", { q: "abcdefghij" }, "got 10 without one of grade 1"],
  ])("refuse %s", async (_, pools, message) => {
    await expect(loadImagecode(contextOf(pools))).rejects.toMatchObject({
      code: "DATASET_INVALID_VALUE",
      message: expect.stringContaining(message),
    });
  });
});

it("images of samples are told as the corpus counts them", async () => {
  const { test } = await loadImagecode(contextOf({ q: "abcDefghij" }));
  expect(cellName(test!, { column: "correct_image", row: 0 })).toBe('codes (corpus/corpus): column "image", row 3');
  expect(cellName(test!, { column: "false_image_9", row: 0 })).toBe('codes (corpus/corpus): column "image", row 9');
  expect(cellName(test!, { column: "text", row: 0 })).toBe('codes (query/test): column "text", row 0');
});
