import { memoryTable, type LoadContext } from "@mieb/core";
import { evaluatorsPlugin } from "@mieb/evaluators";
import { planTask, serveDataset } from "@mieb/testing";
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

it("tells a broken row behind the damaged one as the repository counts it", async () => {
  const common = rowNumbers(3857).map((row) => (row === 3855 ? null : `bird ${row % 2}`));
  const image = common.map(() => ({ bytes: Uint8Array.of(1) }));
  await using served = await serveDataset("mteb/birdsnap", {
    default: { train: { common, image }, test: { common: ["bird 0", "bird 1"], image: image.slice(0, 2) } },
  });
  const evaluator = evaluatorsPlugin.evaluators?.find(({ name }) => name === "linear-probe");
  await expect(planTask(birdsnap, { ...served, evaluator: evaluator! })).rejects.toThrow(
    'mteb/birdsnap (default/train): column "common", row 3855: expected ',
  );
});
