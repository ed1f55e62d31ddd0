import { describe, expect, it } from "vitest";
import { memoryTable, readIntegers, readStrings, withColumns, withRows, withValues } from "./derived-table.ts";

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

  it("list the columns there are when one is missing", async () => {
    await expect(table.read("image")).rejects.toThrow('no column "image"; it has title, body, label.');
  });

  it("refuse columns of different lengths", () => {
    expect(() => memoryTable("odd", { a: [1], b: [1, 2] })).toThrow('column "b" has 2 rows where "a" has 1');
  });
});
