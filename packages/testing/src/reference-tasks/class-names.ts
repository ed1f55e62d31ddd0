import { memoryTable, type Task } from "@mieb/core";
import { memoryRepository } from "../memory-repository.ts";

/** Names on which the changes that the reference makes to class names show. */
const sampleNames = ["/c/church/outdoor", "/b/bus_station/indoor", "/z/zen_garden", "red_kite", "a/b"];

/** How the reference words a change of class names → the change. */
const changes: Readonly<Record<string, (name: string) => string>> = {
  "split the name on '/', drop the first two parts, join the rest with one space, then replace '_' by a space (e.g. '/c/church/outdoor' -> 'church outdoor')":
    (name) => name.split("/").slice(2).join(" ").replaceAll("_", " "),
};

/**
 * Sample names as the reference puts them into templates.
 * @throws Error for a change that nobody has read yet
 */
export function expectedNames(wording: unknown): readonly string[] {
  if (typeof wording !== "string") return sampleNames;
  const change = changes[wording];
  if (!change) throw new Error(`The reference changes class names in an unknown way: ${wording}`);
  return sampleNames.map(change);
}

/** The same names after the task's `transform`. */
export async function actualNames(task: Task, label: string): Promise<readonly string[]> {
  const feature = { kind: "class-label", names: sampleNames } as const;
  const [split = "test"] = task.metadata.evalSplits;
  const table = memoryTable("sample", { [label]: [0] }, { [label]: feature });
  const repository = memoryRepository("sample", { default: { [split]: table } });
  const context = { task: task.metadata, columns: {}, options: {}, repository, split, subset: "default" };
  const dataset = (await task.transform?.({ test: table }, context)) ?? { test: table };
  const changed = dataset["test"]?.features[label];
  return changed?.kind === "class-label" ? changed.names : [];
}
