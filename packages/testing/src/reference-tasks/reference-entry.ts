import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sharedFolder } from "../shared-folder.ts";

/** One task of the reference's catalogue, `mieb/tasks.json` in the {@link sharedFolder}. */
export interface ReferenceEntry {
  readonly name: string;
  readonly mtebType: string;
  /** Which evaluator scores it: `classification`, `zeroshot`, `retrieval`, `aggregate` … */
  readonly family: string;
  /** Null for aggregates. */
  readonly dataset: { readonly path: string; readonly revision: string } | null;
  /** Null where there is nothing to cite. */
  readonly bibtex: string | null;
  /** Columns and parameters, by names of the reference that differ by family; aggregates have none. */
  readonly evaluator?: Readonly<Record<string, unknown>>;
  readonly componentTasks: readonly ReferenceComponent[] | null;
  readonly [field: string]: unknown;
}

/** What an aggregate averages. */
export interface ReferenceComponent {
  readonly name: string;
  readonly subsets: readonly string[];
  readonly aggregatedSplits: readonly string[];
}

/** The reference's catalogue; empty where it is absent. */
export function readReferenceEntries(): readonly ReferenceEntry[] {
  const shared = sharedFolder();
  return shared === undefined ? [] : JSON.parse(readFileSync(join(shared, "mieb/tasks.json"), "utf8"));
}
