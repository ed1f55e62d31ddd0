import { hash } from "node:crypto";
import { isAggregateTask, type AnyTask } from "@mieb/core";
import type { RunContext } from "./run-context.ts";

/**
 * Revision of the data that a task's result is of: the commit the task pins, or for data in a folder what its content
 * is now; for an aggregate of such data a hash over its components'.
 */
export async function dataRevision(task: AnyTask, context: RunContext): Promise<string> {
  const { dataset } = task.metadata;
  const { path, revision } = dataset;
  if (!isAggregateTask(task)) return isFolder(path) ? (await context.loads.repository(dataset)).revision : revision;
  const components = task.components.map((component) => context.options.registry.tasks.get(component.task));
  if (!components.some(({ metadata }) => isFolder(metadata.dataset.path))) return revision;
  const revisions = await Promise.all(components.map((component) => dataRevision(component, context)));
  return `local-${hash("sha256", JSON.stringify(revisions), "hex").slice(0, 12)}`;
}

function isFolder(path: string): boolean {
  return path.startsWith("file:");
}
