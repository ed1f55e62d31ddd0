// Writes task-sizes.json from the reference's task catalogue: rows per split that its authors counted, since counting them
// again would mean downloading everything. Usage: node tools/codegen/task-sizes.ts path/to/tasks.json
import { readFileSync, writeFileSync } from "node:fs";

interface CatalogueEntry {
  readonly name: string;
  readonly evalSplits: readonly string[];
  readonly evaluator?: { readonly trainSplit?: string };
  readonly stats: Readonly<Record<string, { readonly num_samples?: number }>> | null;
}

const [catalogue] = process.argv.slice(2);
if (catalogue === undefined) throw new Error("Expected the path of the reference's tasks.json.");

const entries = JSON.parse(readFileSync(catalogue, "utf8")) as readonly CatalogueEntry[];
const sizes = Object.fromEntries(entries.map((entry) => [entry.name, sizesOf(entry)]));
writeFileSync(new URL("task-sizes.json", import.meta.url), `${JSON.stringify(sizes, null, 2)}\n`);

/** Rows of the splits that a task uses, as far as they were counted. */
function sizesOf({ evalSplits, evaluator, stats }: CatalogueEntry): Readonly<Record<string, number>> {
  const used = [...(evaluator?.trainSplit ? [evaluator.trainSplit] : []), ...evalSplits];
  const counted = used.map((split) => [split, stats?.[split]?.num_samples] as const);
  return Object.fromEntries(counted.filter((size): size is [string, number] => size[1] !== undefined));
}
