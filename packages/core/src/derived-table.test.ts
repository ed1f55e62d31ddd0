import { describe, expect, it } from "vitest";
import { cellName, originOf } from "./cell-error.ts";
import { concatTables, madeOf, withColumns, withColumnsOf, withRows, withValues } from "./derived-table.ts";
import type { DerivedColumn } from "./derived-table.ts";
import { memoryTable } from "./memory-table.ts";
import { readIntegers, readStrings } from "./read-cells.ts";

const table = memoryTable("pets (default/test)", { title: ["a", "", "c"], body: ["x", "y", null], label: [0, 1, 2] });

describe("tables", () => {
  it("read a range or a list of rows, in the order asked for", async () => {
    expect(await table.read("label", { start: 1, end: 3 })).toEqual([1, 2]);
    expect(await table.read("label", [2, 0, 0])).toEqual([2, 0, 0]);
  });

  it("derive columns from others, row by row", async () => {
    const derived = withColumns(table, {
      text: { feature: { kind: "text" }, from: ["title", "body"], value: (...cells) => cells.map(String).join("|") },
    });
    expect(await derived.read("text", [2, 1])).toEqual(["c|null", "|y"]);
    expect(await derived.read("label")).toEqual([0, 1, 2]);
    expect(Object.keys(derived.features)).toEqual(["title", "body", "label", "text"]);
  });

  it("keep some rows, also of a derived table", async () => {
    const kept = withRows(table, [2, 1]);
    expect(kept.rowCount).toBe(2);
    expect(await kept.read("title")).toEqual(["c", ""]);
    expect(await kept.read("title", { start: 1, end: 2 })).toEqual([""]);
  });

  it("take columns from memory beside their own", async () => {
    const numbered = withValues(table, { id: ["p0", "p1", "p2"], label: [7, 8, 9] });
    expect(await numbered.read("id", [2, 0])).toEqual(["p2", "p0"]);
    expect(await numbered.read("label", { start: 1, end: 2 })).toEqual([8]);
    expect(await numbered.read("title")).toEqual(["a", "", "c"]);
    expect(Object.keys(numbered.features)).toEqual(["title", "body", "label", "id"]);
    expect(() => withValues(table, { id: ["p0"] })).toThrow("pets (default/test): 1 values of id for 3 rows.");
  });

  it("name table, column and row of a cell of the wrong kind", async () => {
    await expect(readStrings(table, "body", { start: 1, end: 3 })).rejects.toThrow(
      'pets (default/test): column "body", row 2: expected a text, got null.',
    );
    await expect(readIntegers(table, "title", [1])).rejects.toThrow('column "title", row 1: expected an integer');
  });

  it("come one after the other, and read rows in the order asked for", async () => {
    const parts = [[1, 2], [], [3]].map((x, index) => memoryTable(`part ${index}`, { x }));
    const joined = concatTables("parts", parts);
    expect(joined.rowCount).toBe(3);
    expect(await joined.read("x")).toEqual([1, 2, 3]);
    expect(await joined.read("x", [2, 0, 2])).toEqual([3, 1, 3]);
    expect(await joined.read("x", { start: 1, end: 3 })).toEqual([2, 3]);
    expect(concatTables("nothing", []).rowCount).toBe(0);
  });

  it("take columns of other tables beside their own", async () => {
    const images = memoryTable("images", { image: ["i", "j", "k"] }, { image: { kind: "text" } });
    const shown = withColumnsOf(table, { picture: { table: withRows(images, [2, 2, 0]), column: "image" } });
    expect(await shown.read("picture", [2, 0])).toEqual(["i", "k"]);
    expect(await shown.read("label")).toEqual([0, 1, 2]);
    expect(shown.features["picture"]).toEqual({ kind: "text" });
    expect(cellName(shown, { column: "picture", row: 1 })).toBe('images: column "image", row 2');
    expect(cellName(shown, { column: "label", row: 1 })).toBe('pets (default/test): column "label", row 1');
  });

  it("list the columns there are when one is missing", async () => {
    await expect(table.read("image")).rejects.toThrow('no column "image"; it has title, body, label.');
  });

  it("refuse columns of different lengths", () => {
    expect(() => memoryTable("odd", { a: [1], b: [1, 2] })).toThrow('column "b" has 2 rows where "a" has 1');
  });
});

describe("derived tables name the repository's own cell", () => {
  const train = memoryTable("pets (default/train)", { body: ["t", null] });
  const text = { feature: { kind: "text" }, from: ["body"], value: (body) => body } satisfies DerivedColumn;

  it("through filters, joins and derived columns on top of each other", async () => {
    const both = concatTables("pets (default/train+test)", [withRows(train, [1, 0]), withRows(table, [0, 2])]);
    const derived = withValues(withColumns(withRows(both, [3, 1, 0]), { text }), { id: ["a", "b", "c"] });
    expect([0, 1, 2].map((row) => cellName(derived, { column: "text", row }))).toEqual([
      'pets (default/test): column "body", row 2',
      'pets (default/train): column "body", row 0',
      'pets (default/train): column "body", row 1',
    ]);
    expect(originOf(derived, { column: "id", row: 1 })).toEqual({
      table: "pets (default/train)",
      column: "id",
      row: 0,
    });
    await expect(readStrings(derived, "text", [1, 0])).rejects.toThrow(
      'pets (default/test): column "body", row 2: expected a text, got null.',
    );
  });

  it("for rows that were made of others", async () => {
    const words = madeOf(withRows(table, [2, 0]), "pets (default/test), words", {
      rows: [0, 0, 1],
      from: "body",
      columns: { word: ["x", 1, "y"] },
    });
    expect(words.name).toBe("pets (default/test), words");
    await expect(readStrings(words, "word")).rejects.toThrow(
      'pets (default/test): column "body", row 2: expected a text',
    );
  });
});
