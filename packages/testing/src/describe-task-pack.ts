import {
  createRegistry,
  isAggregateTask,
  parsePlugin,
  taskMetadataSchema,
  type DatasetRepository,
  type Plugin,
  type Task,
  type TableRequest,
} from "@mieb/core";
import { describe, expect, it } from "vitest";
import { planTask } from "./plan-task.ts";

export interface TaskPackOptions {
  /** The plugins that bring the evaluators the tasks name, such as `evaluatorsPlugin` from @mieb/evaluators. */
  readonly evaluators: readonly Plugin[];
  /** Opens a task's repository; without it nothing is loaded and only the metadata is checked. */
  openRepository?(path: string, revision: string): Promise<DatasetRepository>;
}

/**
 * Conformance suite of a task pack: call it at the top of a test file. Every task is checked, so a new task needs no new
 * test: metadata complete, evaluator and options known, and, with `openRepository`, every split and subset loads and
 * plans, and the columns it asks for exist.
 */
export function describeTaskPack(plugin: Plugin, options: TaskPackOptions): void {
  describe(`task pack ${plugin.name}`, () => {
    it("is a valid plugin whose tasks fit their evaluators", () => {
      expect(() => createRegistry([...options.evaluators, parsePlugin(plugin, plugin.name)])).not.toThrow();
    });
    for (const task of plugin.tasks ?? []) {
      describe(task.metadata.name, () => {
        it("has complete metadata", () => {
          expect(taskMetadataSchema.safeParse(task.metadata).error?.issues ?? []).toEqual([]);
          expect(task.metadata.license).not.toBe("");
        });
        const { openRepository } = options;
        if (!openRepository || isAggregateTask(task)) return;
        it("loads and plans every split and subset", async () => {
          const { path, revision } = task.metadata.dataset;
          await planEverything(task, options.evaluators, await openRepository(path, revision));
        });
      });
    }
  });
}

async function planEverything(task: Task, plugins: readonly Plugin[], repository: DatasetRepository): Promise<void> {
  const evaluator = createRegistry(plugins).evaluators.get(task.evaluator);
  for (const split of task.metadata.evalSplits) {
    for (const subset of Object.keys(task.metadata.subsets)) {
      const { dataset, plan } = await planTask(task, { evaluator, repository, split, subset });
      const { requests } = plan;
      expect(Object.keys(requests).length, `requests of ${split}/${subset}`).toBeGreaterThan(0);
      for (const [name, request] of Object.entries(requests)) {
        if ("texts" in request) expect(request.texts.length, name).toBeGreaterThan(0);
        else
          expect(Object.keys(dataset[request.table]?.features ?? {}), name).toEqual(
            expect.arrayContaining([...columnsOf(request)]),
          );
      }
    }
  }
}

function columnsOf({ image, text }: TableRequest): readonly string[] {
  return [image, text].filter((column) => column !== undefined);
}
