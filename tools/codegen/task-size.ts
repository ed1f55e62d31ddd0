import { readFileSync } from "node:fs";

/** Task → split → rows; made by task-sizes.ts. */
const sizes = JSON.parse(readFileSync(new URL("task-sizes.json", import.meta.url), "utf8")) as Readonly<
  Record<string, Readonly<Record<string, number>>>
>;

/** `test 10,000`, or a dash for a task that was not counted. */
export function sizesOf(task: string): string {
  const splits = Object.entries(sizes[task] ?? {});
  return splits.length === 0 ? "–" : splits.map(([split, rows]) => `${split} ${rows.toLocaleString("en")}`).join(", ");
}
