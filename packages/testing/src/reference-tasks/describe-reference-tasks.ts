import {
  createRegistry,
  evaluatorOptions,
  isAggregateTask,
  type AggregateTask,
  type AnyTask,
  type Plugin,
  type Task,
} from "@mieb/core";
import { describe, expect, it } from "vitest";
import { sharedFolderMissing } from "../shared-folder.ts";
import { familyProtocols } from "./family-protocols.ts";
import { referenceChance } from "./reference-chance.ts";
import { readReferenceEntries, type ReferenceEntry } from "./reference-entry.ts";
import { referenceStatistics } from "./reference-statistics.ts";

export interface ReferenceTasksOptions {
  /** The plugins that bring the evaluators the tasks name; their schemas fill in default options. */
  readonly evaluators: readonly Plugin[];
  /** Task types of which the plugin must bring every task of the reference, such as `ImageClustering`. */
  readonly types?: readonly string[];
  /** Tasks the plugin must bring, where a type is spread over several plugins. */
  readonly names?: readonly string[];
}

const sameFields = [
  "name",
  "description",
  "category",
  "modalities",
  "evalSplits",
  "subsets",
  "mainScore",
  "license",
  "reference",
  "domains",
  "taskSubtypes",
  "date",
  "annotationsCreators",
  "dialect",
  "sampleCreation",
  "prompt",
];

/**
 * Compares every task of a plugin with the reference's catalogue, field by field: metadata, columns, options, and that
 * none is missing. Call it at the top of a test file; skips where the catalogue is absent.
 */
export function describeReferenceTasks(plugin: Plugin, options: ReferenceTasksOptions): void {
  const entries = readReferenceEntries();
  const reason = entries.length > 0 ? "" : ` (skipped: ${sharedFolderMissing})`;
  describe.skipIf(entries.length === 0)(`${plugin.name} agrees with the reference's catalogue${reason}`, () => {
    const tasks = plugin.tasks ?? [];

    it("brings the tasks of the reference and no others", () => {
      const { types = [], names = [] } = options;
      const wanted = entries.filter(({ name, mtebType }) => types.includes(mtebType) || names.includes(name));
      expect(wanted.length).toBeGreaterThan(0);
      expect(tasks.map(({ metadata }) => metadata.name).toSorted()).toEqual(wanted.map(({ name }) => name).toSorted());
    });

    for (const task of tasks) {
      const entry = entries.find(({ name }) => name === task.metadata.name);
      it(`${task.metadata.name}: metadata`, () => expectSameMetadata(task, entry));
      it(`${task.metadata.name}: loading and scoring`, async () => {
        if (isAggregateTask(task)) expectSameComponents(task, entry);
        else await expectSameProtocol(task, entry, options.evaluators);
      });
    }
  });
}

function expectSameMetadata(task: AnyTask, entry: ReferenceEntry | undefined): void {
  const { chanceLevel, dataset, statistics, ...metadata } = task.metadata;
  expectChance(chanceLevel, entry);
  expect(statistics).toEqual(referenceStatistics(entry));
  expect(metadata).toEqual({
    ...Object.fromEntries(sameFields.map((field) => [field, entry?.[field]])),
    type: entry?.mtebType,
    citation: entry?.bibtex ?? "",
  });
  // The reference gives aggregates no repository, and writes revision 1 into their result files.
  if (isAggregateTask(task)) expect(dataset.revision).toBe("1");
  else expect(dataset).toEqual({ path: entry?.dataset?.path, revision: entry?.dataset?.revision });
}

function expectSameComponents(task: AggregateTask, entry: ReferenceEntry | undefined): void {
  const components = entry?.componentTasks?.map(({ name, subsets, aggregatedSplits }) => ({
    task: name,
    splits: aggregatedSplits,
    subsets,
  }));
  expect(task.components).toEqual(components);
}

async function expectSameProtocol(
  task: Task,
  entry: ReferenceEntry | undefined,
  evaluators: readonly Plugin[],
): Promise<void> {
  const protocol = familyProtocols[entry?.family ?? ""];
  expect(task.evaluator).toBe(protocol?.evaluator);
  const evaluator = createRegistry(evaluators).evaluators.get(task.evaluator);
  const options = evaluatorOptions(task, evaluator) as Readonly<Record<string, unknown>>;
  const loadsByItself = task.loadDataset !== undefined;
  expect(await protocol?.actual(task, options)).toEqual(protocol?.expected(entry?.evaluator ?? {}, loadsByItself));
  expectSameHooks(task, entry);
}

/** What the reference changes of a search after loading, our retrieval does by options. */
function expectSameHooks(task: Task, entry: ReferenceEntry | undefined): void {
  const hooks = entry?.["customLoadHooks"] as readonly string[] | undefined;
  expect(task.loadDataset !== undefined, "loads by itself").toBe(hooks?.includes("load_data"));
  if (entry?.family === "retrieval") return;
  const changes = hooks?.includes("dataset_transform") === true || Boolean(entry?.evaluator?.["nameTransform"]);
  expect(task.transform !== undefined, "changes what was loaded").toBe(changes);
}

/** Families whose chance level is a mean; it is stated with two digits. */
const meanChance = ["retrieval", "clustering"];

/** Nothing need be stated, but what is must follow from the reference's counts. */
function expectChance(chanceLevel: number | undefined, entry: ReferenceEntry | undefined): void {
  if (chanceLevel === undefined) return;
  const chance = entry && referenceChance(entry);
  expect(chance, "chance level that the reference's counts tell").toBeDefined();
  const tolerance = meanChance.includes(entry?.family ?? "") ? 0.05 * (chance ?? 0) : 1e-12;
  expect(Math.abs(chanceLevel - (chance ?? 0)), `${chanceLevel} for ${chance}`).toBeLessThanOrEqual(tolerance);
}
