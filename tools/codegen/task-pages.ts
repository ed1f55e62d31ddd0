// Writes docs/tasks: one page per category of MIEB, from the metadata of the tasks in plugins/ and what their evaluators say of
// themselves. With --check it writes nothing and fails when a page is not what it should be.
// Usage: node --conditions=@mieb/source tools/codegen/task-pages.ts [--check]
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describeTask, installed, miebCategories, type TaskDescription } from "mieb";
import { categoryPage, pageName } from "./category-page.ts";
import { indexPage } from "./index-page.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = new URL("../../docs/tasks/", import.meta.url);

const { registry, faults } = installed(root);
for (const { error } of faults) throw error;
const pages = pagesOf(registry.tasks.entries.map((task) => describeTask(task, registry)).filter(isOfMieb));

if (process.argv.includes("--check")) process.exitCode = check();
else write();

/** Tasks of the demo have the same types, but are no part of the benchmark. */
function isOfMieb({ plugin, benchmarks }: TaskDescription): boolean {
  return (plugin?.startsWith("@mieb/task-") ?? false) && benchmarks.length > 0;
}

/** Text by file name. */
function pagesOf(tasks: readonly TaskDescription[]): ReadonlyMap<string, string> {
  const groups = Object.keys(miebCategories).map((category) => ({
    category,
    tasks: tasks.filter(({ miebCategory }) => miebCategory === category),
  }));
  return new Map([
    ["README.md", indexPage(groups)],
    ...groups.map((group): [string, string] => [pageName(group.category), categoryPage(group)]),
  ]);
}

function write(): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of pages) writeFileSync(new URL(name, folder), text);
  console.log(`${pages.size} pages in docs/tasks`);
}

function check(): number {
  const stale = [...pages].filter(([name, text]) => readPage(name) !== text).map(([name]) => name);
  for (const name of stale) console.error(`docs/tasks/${name} is not what the metadata says.`);
  if (stale.length > 0)
    console.error(
      "Write the pages again: node_modules/.bin/node --conditions=@mieb/source tools/codegen/task-pages.ts",
    );
  return stale.length > 0 ? 1 : 0;
}

/** Empty for a page that is not there. */
function readPage(name: string): string {
  try {
    return readFileSync(new URL(name, folder), "utf8").replaceAll("\r\n", "\n");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}
