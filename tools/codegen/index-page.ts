import { pageName, type CategoryGroup } from "./category-page.ts";
import { generated, table } from "./markdown.ts";

/** The page that leads to the others, with counts. */
export function indexPage(groups: readonly CategoryGroup[]): string {
  const all = groups.flatMap(({ tasks }) => tasks);
  const benchmarks = [...new Set(all.flatMap((task) => task.benchmarks))].toSorted();
  const row = (name: string, tasks: CategoryGroup["tasks"]): readonly string[] => [
    name,
    String(tasks.length),
    ...benchmarks.map((benchmark) => String(tasks.filter((task) => task.benchmarks.includes(benchmark)).length)),
  ];
  const rows = groups.map(({ category, tasks }) => row(`[${category}](${pageName(category)})`, tasks));
  return [
    "# The tasks of MIEB",
    generated,
    "Eight categories, one page each: tasks, languages, licences, sizes, main scores, how they are scored, and the known defects that are kept because published scores depend on them.",
    `${table(["category", "tasks", ...benchmarks], [...rows, row("all", all)])}\n`,
  ].join("\n\n");
}
