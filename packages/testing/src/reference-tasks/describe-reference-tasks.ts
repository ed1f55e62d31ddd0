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
      it(`${task.metadata.name}: loading and scoring`, () => {
        if (isAggregateTask(task)) expectSameComponents(task, entry);
        else expectSameProtocol(task, entry, options.evaluators);
      });
    }
  });
}

function expectSameMetadata(task: AnyTask, entry: ReferenceEntry | undefined): void {
  const { chanceLevel: _, dataset, statistics, ...metadata } = task.metadata;
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

function expectSameProtocol(task: Task, entry: ReferenceEntry | undefined, evaluators: readonly Plugin[]): void {
  const protocol = familyProtocols[entry?.family ?? ""];
  expect(task.evaluator).toBe(protocol?.evaluator);
  const evaluator = createRegistry(evaluators).evaluators.get(task.evaluator);
  const options = evaluatorOptions(task, evaluator) as Readonly<Record<string, unknown>>;
  expect(protocol?.actual(task, options)).toEqual(protocol?.expected(entry?.evaluator ?? {}));
}
