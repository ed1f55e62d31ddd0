import type { TaskMetadata } from "@mieb/core";

/** What the demo tasks differ in; `data` is the folder of the repository below `data/`. */
export interface DemoTask {
  readonly name: string;
  readonly data: string;
  readonly description: string;
  readonly type: string;
  readonly category: string;
  readonly modalities: readonly string[];
  readonly mainScore: string;
  readonly chanceLevel: number;
  readonly taskSubtypes: readonly string[];
  /** Default: English alone. */
  readonly subsets?: Readonly<Record<string, readonly string[]>>;
}

/** Metadata of a task whose data lies in this package and was drawn by our own code. */
export function demoMetadata({ data, subsets = { default: ["eng-Latn"] }, ...differing }: DemoTask): TaskMetadata {
  return {
    ...differing,
    dataset: { path: new URL(`../data/${data}/`, import.meta.url).href, revision: "local" },
    evalSplits: ["test"],
    subsets,
    license: "apache-2.0",
    reference: null,
    citation: "",
    domains: ["Constructed"],
    date: ["2026-01-01", "2026-01-31"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
  };
}
