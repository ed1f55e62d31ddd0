import { MiebError, type EvaluationPlan, type PlanContext, type Table } from "@mieb/core";
import { compareIds } from "@mieb/metrics";
import { requireTable } from "../input/open-split.ts";
import { drawLabelSamples } from "./draw-label-samples.ts";
import type { KnnMultilabelOptions } from "./options.ts";
import { readLabelLists, type Label } from "./read-label-lists.ts";

/** What scoring needs besides vectors. Labels are numbered as the sorted labels of the test split. */
export interface KnnMultilabelTruth {
  readonly labelCount: number;
  /** Rows of the training split that are embedded, ascending. */
  readonly trainRows: readonly number[];
  /** Labels of each of them, without those that no test row has. */
  readonly trainLabels: readonly (readonly number[])[];
  /** Positions in `trainRows` that vote in each experiment, in the order that breaks ties. */
  readonly experiments: readonly (readonly number[])[];
  readonly testLabels: readonly (readonly number[])[];
}

/** The seed of every task of the reference. */
const seed = 42;

/** Draws the training rows and asks for those and for the whole test split. */
export async function planKnnMultilabel(
  context: PlanContext<KnnMultilabelOptions>,
): Promise<EvaluationPlan<KnnMultilabelTruth>> {
  const { dataset, options, columns } = context;
  const { image = "image", label = "label" } = columns;
  const [train, test] = [requireTable(dataset, "train"), requireTable(dataset, "test")];
  const [trainLabels, testLabels] = [await readLabelLists(train, label), await readLabelLists(test, label)];
  const columnOf = numberLabels(test, label, testLabels);
  const numbered = (labels: readonly Label[] = []): readonly number[] =>
    labels.map((name) => columnOf.get(name)).filter((column) => column !== undefined);
  const drawn = drawLabelSamples(trainLabels, { ...options, seed });
  for (const rows of drawn) requireVoters(train, rows, options.neighbors);
  const trainRows = [...new Set(drawn.flat())].toSorted((a, b) => a - b);
  const position = new Map(trainRows.map((row, index) => [row, index]));
  return {
    requests: { train: { table: "train", image, rows: trainRows }, test: { table: "test", image } },
    truth: {
      labelCount: columnOf.size,
      trainRows,
      trainLabels: trainRows.map((row) => numbered(trainLabels[row])),
      experiments: drawn.map((rows) => rows.map((row) => position.get(row) ?? 0)),
      testLabels: testLabels.map(numbered),
    },
  };
}

function numberLabels(test: Table, column: string, labels: readonly (readonly Label[])[]): ReadonlyMap<Label, number> {
  const sorted = [...new Set(labels.flat())].toSorted((a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : compareIds(String(a), String(b)),
  );
  if (sorted.length > 0) return new Map(sorted.map((label, index) => [label, index]));
  throw new MiebError("DATASET_INVALID_VALUE", `${test.name}: no row of column "${column}" has a label.`, {
    hint: "Check the task's label column.",
  });
}

function requireVoters(train: Table, rows: readonly number[], neighbors: number): void {
  if (rows.length >= neighbors) return;
  throw new MiebError(
    "DATASET_INVALID_VALUE",
    `${train.name}: ${rows.length} training rows were drawn where ${neighbors} neighbours vote.`,
    { hint: "Lower the task's neighbors option, or raise samplesPerLabel." },
  );
}
