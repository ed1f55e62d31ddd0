import { describe, expect, it } from "vitest";
import { availableTiers, createKernels, type LogisticTraining } from "../src/index.ts";
import { rows } from "./vectors.ts";

function training(rowCount: number, dimension: number, outputs: number): LogisticTraining {
  const classes = outputs === 1 ? 2 : outputs;
  const labels = Uint32Array.from({ length: rowCount }, (_, row) => (row * 7) % classes);
  return { vectors: rows(1, rowCount, dimension), dimension, labels, outputs, penalty: 1 / rowCount };
}

/** Somewhere away from zero, where the classes differ. */
function pointOf({ outputs, dimension }: LogisticTraining): Float64Array {
  return Float64Array.from(rows(2, outputs, dimension + 1), (value) => 2 * value);
}

const refused = (message: string): object => ({
  code: "KERNEL_INVALID_ARGUMENT",
  message: expect.stringContaining(message),
});

describe.each(availableTiers())("logisticObjective on %s", (tier) => {
  const kernels = createKernels(tier);

  it.each([
    [1, 1, 1],
    [5, 7, 1],
    [3, 33, 3],
    [241, 8, 2],
    [500, 65, 37],
  ])("agrees with TypeScript on %i rows of dimension %i, %i outputs", async (rowCount, dimension, outputs) => {
    const given = training(rowCount, dimension, outputs);
    const point = pointOf(given);
    const [gradient, wanted] = [new Float64Array(point.length), new Float64Array(point.length)];
    const value = await kernels.logisticObjective(given).evaluate(point, gradient);
    const wantedValue = await createKernels("typescript").logisticObjective(given).evaluate(point, wanted);
    expect(Math.abs(value - wantedValue)).toBeLessThan(1e-5 * wantedValue);
    const largest = Math.max(...wanted.map(Math.abs));
    gradient.forEach((slope, i) => expect(Math.abs(slope - wanted[i]!)).toBeLessThan(2e-6 * largest));
  });

  it("has the gradient of its value", async () => {
    const given = training(40, 5, 3);
    const objective = kernels.logisticObjective(given);
    const point = pointOf(given);
    const gradient = new Float64Array(point.length);
    await objective.evaluate(point, gradient);
    const step = 1e-2;
    for (let i = 0; i < point.length; i++) {
      const at = async (offset: number) =>
        objective.evaluate(
          point.map((value, j) => (i === j ? value + offset : value)),
          new Float64Array(point.length),
        );
      expect(((await at(step)) - (await at(-step))) / (2 * step)).toBeCloseTo(gradient[i]!, 4);
    }
  });

  it("stops on the signal", async () => {
    const given = training(4, 2, 2);
    const work = kernels.logisticObjective(given).evaluate(pointOf(given), new Float64Array(6), AbortSignal.abort());
    await expect(work).rejects.toMatchObject({ code: "ABORTED" });
  });

  it("refuses what does not fit", async () => {
    const given = training(4, 2, 2);
    const refuses = (change: Partial<LogisticTraining>, message: string): void =>
      expect(() => kernels.logisticObjective({ ...given, ...change })).toThrow(
        expect.objectContaining(refused(message)),
      );
    refuses({ labels: Uint32Array.of(0, 1, 2, 0) }, "Row 2 has label 2 of 2 classes");
    refuses({ labels: Uint32Array.of(0, 1) }, "not 2 for 4");
    refuses({ vectors: new Float32Array(0), labels: new Uint32Array(0) }, "at least one row");
    refuses({ outputs: 0 }, "The number of outputs");
    refuses({ penalty: NaN }, "The penalty is NaN");
    const objective = kernels.logisticObjective(given);
    await expect(objective.evaluate(new Float64Array(5), new Float64Array(6))).rejects.toMatchObject(
      refused("The point must have 6"),
    );
    await expect(objective.evaluate(new Float64Array(6), new Float64Array(7))).rejects.toMatchObject(
      refused("The gradient must have 6"),
    );
  });
});
