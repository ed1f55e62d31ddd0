import { memoryTable, type LoadContext } from "@mieb/core";
import { expect, it } from "vitest";
import { birdsnap } from "../src/tasks/birdsnap.ts";

const rowNumbers = (count: number): readonly number[] => Array.from({ length: count }, (_, row) => row);

async function trainRowsOf(count: number): Promise<readonly unknown[]> {
  const train = memoryTable("birds (default/train)", { row: rowNumbers(count) });
  const test = memoryTable("birds (default/test)", { row: [0, 1] });
  const dataset = await birdsnap.transform?.({ train, test }, {} as LoadContext);
  expect(dataset?.["test"]).toBe(test);
  return (await dataset?.["train"]?.read("row")) ?? [];
}

it("leaves out the damaged row 3854 of the train split and no other", async () => {
  expect(await trainRowsOf(3857)).toEqual([...rowNumbers(3854), 3855, 3856]);
  expect(await trainRowsOf(3)).toEqual([0, 1, 2]);
});
