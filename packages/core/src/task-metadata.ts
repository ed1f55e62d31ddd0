import { z } from "zod";

/** The task types of the reference; the leaderboard averages over these. Plugins may bring others. */
export const taskTypes = [
  "Any2AnyRetrieval",
  "Any2AnyMultilingualRetrieval",
  "DocumentUnderstanding",
  "VisionCentricQA",
  "ImageClassification",
  "ImageClustering",
  "ZeroShotClassification",
  "Compositionality",
  "VisualSTS(eng)",
  "VisualSTS(multi)",
] as const;

export type TaskType = (typeof taskTypes)[number] | (string & {});

/** How large a split is, as it was counted once; nothing is counted at run time. */
export interface SplitStatistics {
  /** Rows; of a search, queries and documents of all subsets together. */
  readonly samples: number;
  /** Of a search. */
  readonly queries?: number;
  readonly documents?: number;
  /** Images that differ; those of the two sides of a search or of a pair are counted apart. */
  readonly distinctImages?: number;
  /** Texts that differ, candidate labels among them; counted as the images are. */
  readonly distinctTexts?: number;
}

/** Everything known about a task that is not code. Field names follow the reference, in camelCase. */
export interface TaskMetadata {
  /** Unique; also the name of the result file. */
  readonly name: string;
  readonly description: string;
  readonly type: TaskType;
  /** Direction in the reference's shorthand, from input to target: `i2c`, `t2i`, `it2i` … */
  readonly category: string;
  /** Order matters for zero-shot tasks: it decides how the reference scores them. */
  readonly modalities: readonly string[];
  readonly dataset: {
    /** Hub repository `owner/name`, or a folder of the same layout as a `file:` URL. */
    readonly path: string;
    /** Commit; `local` for folders, whose results carry `local-` and a hash of the content. */
    readonly revision: string;
  };
  readonly evalSplits: readonly string[];
  /** Subset name → languages (`eng-Latn`); a task without subsets has the single subset `default`. */
  readonly subsets: Readonly<Record<string, readonly string[]>>;
  /** Metric copied into `main_score`. */
  readonly mainScore: string;
  readonly license: string;
  /** URL of the paper or the data. */
  readonly reference: string | null;
  /** BibTeX; empty when there is nothing to cite. */
  readonly citation: string;
  readonly domains?: readonly string[];
  readonly taskSubtypes?: readonly string[];
  /** First and last day of the data's creation. */
  readonly date?: readonly [string, string] | null;
  readonly annotationsCreators?: string | null;
  readonly dialect?: readonly string[];
  readonly sampleCreation?: string | null;
  /** Instruction for models that use one: for every role, or by role. */
  readonly prompt?: string | { readonly query?: string; readonly document?: string } | null;
  /** Score that guessing reaches on the main metric, where it can be stated; shown beside results. */
  readonly chanceLevel?: number;
  /** Sizes of the splits that are used, by split; absent where nobody counted, as for tasks that average others. */
  readonly statistics?: Readonly<Record<string, SplitStatistics>>;
}

const countNames = ["samples", "queries", "documents", "distinctImages", "distinctTexts"];

/** By hand: a schema for these alone would take half as long as all others of the metadata, at every start. */
const statistics = z.custom<Readonly<Record<string, SplitStatistics>>>(
  (value) => typeof value === "object" && value !== null && Object.values(value).every(isSplitStatistics),
  `sizes are whole numbers by split: samples, and where known ${countNames.slice(1).join(", ")}`,
);

function isSplitStatistics(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("samples" in value)) return false;
  return Object.entries(value).every(
    ([name, count]) => countNames.includes(name) && Number.isInteger(count) && Number(count) >= 0,
  );
}

const languages = z.array(z.string().regex(/^[a-z]{3}-[A-Z][a-z]{3}$/, 'a language looks like "eng-Latn"'));

export const taskMetadataSchema: z.ZodType<TaskMetadata> = z
  .object({
    name: z.string().regex(/^[^\s/\\]+$/, "a task name has no spaces and no slashes (it becomes a file name)"),
    description: z.string().min(1),
    type: z.string().min(1),
    category: z.string().regex(/^[a-z]+2[a-z]+$/, 'a category looks like "i2t"'),
    modalities: z.array(z.string()).min(1),
    dataset: z.object({ path: z.string().min(1), revision: z.string().min(1) }),
    evalSplits: z.array(z.string()).min(1),
    subsets: z.record(z.string(), languages),
    mainScore: z.string().min(1),
    license: z.string().min(1),
    reference: z.string().nullable(),
    citation: z.string(),
    domains: z.array(z.string()).exactOptional(),
    taskSubtypes: z.array(z.string()).exactOptional(),
    date: z.tuple([z.string(), z.string()]).nullable().exactOptional(),
    annotationsCreators: z.string().nullable().exactOptional(),
    dialect: z.array(z.string()).exactOptional(),
    sampleCreation: z.string().nullable().exactOptional(),
    prompt: z
      .union([z.string(), z.object({ query: z.string().exactOptional(), document: z.string().exactOptional() })])
      .nullable()
      .exactOptional(),
    chanceLevel: z.number().exactOptional(),
    statistics: statistics.exactOptional(),
  })
  .refine(({ subsets }) => Object.keys(subsets).length > 0, { path: ["subsets"], message: "at least one subset" });
