import { hash } from "node:crypto";
import { isAggregateTask, type AnyTask, type Registry, type TaskMetadata } from "@mieb/core";

/** Where tasks and their data are found. */
export interface DataContext {
  readonly registry: Registry;
  openRepository(dataset: TaskMetadata["dataset"]): Promise<{ readonly revision: string }>;
}

/**
 * Revision of the data that a task's result is of: the commit the task pins, or for data in a folder what its content
 * is now; for an aggregate of such data a hash over its components'.
 */
export async function dataRevision(task: AnyTask, context: DataContext): Promise<string> {
  const { dataset } = task.metadata;
  const { path, revision } = dataset;
  if (!isAggregateTask(task)) return isFolder(path) ? (await context.openRepository(dataset)).revision : revision;
  const components = task.components.map((component) => context.registry.tasks.get(component.task));
  if (!components.some(({ metadata }) => isFolder(metadata.dataset.path))) return revision;
  const revisions = await Promise.all(components.map((component) => dataRevision(component, context)));
  return `local-${hash("sha256", JSON.stringify(revisions), "hex").slice(0, 12)}`;
}

function isFolder(path: string): boolean {
  return path.startsWith("file:");
}
