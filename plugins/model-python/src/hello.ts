import { createHash } from "node:crypto";
import { MiebError, type EncodeOptions, type EncoderTraits, type ModelMetadata, type Similarity } from "@mieb/core";
import { z } from "zod";

/** What a child says of its model, mostly in the words of mteb's ModelMeta. */
export interface Hello {
  readonly name: string;
  readonly revision?: string | null | undefined;
  readonly modalities: readonly string[];
  readonly similarity_fn_name?: string | null | undefined;
  readonly embed_dim?: number | null | undefined;
  readonly n_parameters?: number | null | undefined;
  readonly max_tokens?: number | null | undefined;
  readonly memory_usage_mb?: number | null | undefined;
  readonly license?: string | null | undefined;
  readonly release_date?: string | null | undefined;
  readonly languages?: readonly string[] | null | undefined;
  readonly open_weights?: boolean | null | undefined;
  readonly reference?: string | null | undefined;
  readonly framework?: readonly string[] | undefined;
  readonly training_datasets?: readonly string[] | null | undefined;
  readonly experiment_kwargs?: Readonly<Record<string, unknown>> | undefined;
  readonly loader: string;
  /** Whether the model takes an image with a text as one input; otherwise their vectors are summed. */
  readonly takes_pairs: boolean;
  /** Whether vectors may depend on the task. */
  readonly uses_instructions: boolean;
  /** Hash of the user's file that defines the model. */
  readonly source_hash?: string | null | undefined;
  readonly software: Readonly<Record<string, string>>;
}

const [text, count] = [z.string().nullish(), z.number().nullish()];
const helloSchema: z.ZodType<Hello> = z.object({
  name: z.string().min(1),
  revision: text,
  modalities: z.array(z.string()).min(1),
  similarity_fn_name: text,
  embed_dim: count,
  n_parameters: count,
  max_tokens: count,
  memory_usage_mb: count,
  license: text,
  release_date: text,
  languages: z.array(z.string()).nullish(),
  open_weights: z.boolean().nullish(),
  reference: text,
  framework: z.array(z.string()).optional(),
  training_datasets: z.array(z.string()).nullish(),
  experiment_kwargs: z.record(z.string(), z.unknown()).optional(),
  loader: z.string(),
  takes_pairs: z.boolean(),
  uses_instructions: z.boolean(),
  source_hash: text,
  software: z.record(z.string(), z.string()),
});

/** @throws MiebError `MODEL_FAILED`, naming the field */
export function parseHello(model: string, header: unknown): Hello {
  const parsed = helloSchema.safeParse(header);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
  throw new MiebError("MODEL_FAILED", `${model}: the Python process says of its model:\n${faults.join("\n")}`, {
    hint: "Complete the model's ModelMeta.",
  });
}

/** Metadata for results, under the name and revision that mteb's own results have. */
export function metadataOf(model: string, hello: Hello): ModelMetadata {
  const experiment = Object.entries(hello.experiment_kwargs ?? {}).map(
    ([name, value]) => [name, plain(value)] as const,
  );
  return {
    name: hello.name,
    revision: hello.revision ?? "no_revision_available",
    modalities: hello.modalities,
    similarity: similarityOf(model, hello.similarity_fn_name),
    embedDimension: hello.embed_dim ?? null,
    parameterCount: hello.n_parameters ?? null,
    maxTokens: hello.max_tokens ?? null,
    memoryUsageMb: hello.memory_usage_mb ?? null,
    license: hello.license ?? null,
    releaseDate: hello.release_date ?? null,
    languages: hello.languages ?? null,
    openWeights: hello.open_weights ?? null,
    reference: hello.reference ?? null,
    framework: hello.framework ?? [],
    trainingDatasets: hello.training_datasets ?? null,
    ...(experiment.length > 0 && { experiment: Object.fromEntries(experiment) }),
  };
}

/** Traits that hold before the weights are loaded. */
export function traitsOf(hello: Hello, device: string): EncoderTraits {
  return {
    fingerprint: fingerprintOf(hello, device),
    modalities: hello.modalities,
    fusion: hello.takes_pairs ? "joint" : "sum",
    software: hello.software,
    ...(hello.uses_instructions && { instruction: placeOf }),
  };
}

/** All that is known to change vectors. Python's own version does not; a file's imports cannot be seen. */
function fingerprintOf({ name, revision, loader, ...hello }: Hello, device: string): string {
  const { python: _, ...packages } = hello.software;
  const versions = Object.entries(packages).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const settings = [hello.experiment_kwargs ?? {}, hello.source_hash ?? null, device];
  const parts = ["mieb-python-1", name, revision ?? null, loader, settings, versions];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** What such a model puts before its inputs is its own affair; it may depend on all that mteb tells it. */
function placeOf({ task, split, subset, role }: EncodeOptions): string {
  return JSON.stringify([task.name, split, subset, role ?? null]);
}

function similarityOf(model: string, name: string | null | undefined): Similarity {
  const known: Readonly<Record<string, Similarity>> = { cosine: "cosine", dot: "dot", MaxSim: "max-sim" };
  const similarity = known[name ?? "cosine"];
  if (similarity) return similarity;
  throw new MiebError(
    "MODEL_NO_FAMILY",
    `${model} compares its vectors by "${name}"; known are cosine, dot and MaxSim.`,
    {
      hint: "Evaluate it with mteb, or give it a ModelMeta with one of these.",
    },
  );
}

function plain(value: unknown): string | number | boolean {
  const isPlain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return isPlain ? value : JSON.stringify(value);
}
