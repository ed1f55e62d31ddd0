import { MiebError, type EvaluationPlan, type PlanContext, type Table } from "@mieb/core";
import { requireTable } from "../input/open-split.ts";
import { drawSamples } from "./draw-samples.ts";
import type { LinearProbeOptions } from "./options.ts";
import { readLabels } from "./read-labels.ts";

/** What scoring a linear probe needs besides vectors. */
export interface LinearProbeTruth {
  /** Rows of the training split that are embedded, ascending. */
  readonly trainRows: readonly number[];
  /** Label of each of them. */
  readonly trainLabels: readonly number[];
  /** Positions in `trainRows` that each experiment is trained on, in training order. */
  readonly experiments: readonly (readonly number[])[];
  readonly testLabels: readonly number[];
}

/** The seed of every task of the reference. */
const seed = 42;

/** Draws the training rows and asks for those and for the whole test split. */
export async function planLinearProbe(
  context: PlanContext<LinearProbeOptions>,
): Promise<EvaluationPlan<LinearProbeTruth>> {
  const { image = "image", label = "label" } = context.columns;
  const [train, test] = [requireTable(context.dataset, "train"), requireTable(context.dataset, "test")];
  const labels = await readLabels(train, test, label);
  requireTwoClasses(train, label, labels.train);
  const drawn = drawSamples(labels.train, { ...context.options, seed });
  const trainRows = [...new Set(drawn.flat())].toSorted((a, b) => a - b);
  const position = new Map(trainRows.map((row, index) => [row, index]));
  return {
    requests: {
      train: { table: "train", image, rows: trainRows },
      test: { table: "test", image },
    },
    truth: {
      trainRows,
      trainLabels: trainRows.map((row) => labels.train[row] ?? 0),
      experiments: drawn.map((rows) => rows.map((row) => position.get(row) ?? 0)),
      testLabels: labels.test,
    },
  };
}

function requireTwoClasses(train: Table, column: string, labels: readonly number[]): void {
  if (labels.some((label) => label !== labels[0])) return;
  throw new MiebError(
    "DATASET_INVALID_VALUE",
    `${train.name}: column "${column}" holds a single label in ${labels.length} rows; a classifier needs two.`,
    { hint: "Check the task's label column and training split." },
  );
}
