import { MiebError, type EncodeOptions, type ModelRepository, type Similarity } from "@mieb/core";
import { configOfModel } from "@mieb/onnx";
import { z } from "zod";

const file = "config_sentence_transformers.json";

const settingsSchema = z.object({
  prompts: z.record(z.string(), z.string().nullable()).nullish(),
  default_prompt_name: z.string().nullish(),
  similarity_fn_name: z.enum(["cosine", "dot", "euclidean", "manhattan"]).nullish(),
});

/** What config_sentence_transformers.json says of a model as a whole. */
export interface PipelineSettings {
  readonly similarity: Similarity;
  /** Texts put before the inputs, by name: a task, a type of tasks or a role, the first two also with a role. */
  readonly prompts: Readonly<Record<string, string>>;
  /** Name of the prompt for inputs that none is named after. */
  readonly defaultPrompt: string | undefined;
}

/** @throws MiebError `MODEL_INVALID_FILE`, also for a similarity that no evaluator knows */
export async function readSettings(repository: ModelRepository): Promise<PipelineSettings> {
  const found = repository.files.includes(file) ? await configOfModel(repository, settingsSchema, file) : {};
  const similarity = found.similarity_fn_name ?? "cosine";
  if (similarity === "euclidean" || similarity === "manhattan") {
    throw new MiebError("MODEL_INVALID_FILE", `${repository.name}: ${file} compares by ${similarity} distance.`, {
      hint: `Vectors are compared by cosine or dot product here. Run it in Python: -m python:${repository.name}`,
    });
  }
  const given = Object.entries(found.prompts ?? {}).map(([name, prompt]) => [name, prompt ?? ""]);
  return {
    similarity,
    // The library has these two whether the file names them or not, so that searches never take the default.
    prompts: { query: "", document: "", ...Object.fromEntries(given) },
    defaultPrompt: found.default_prompt_name ?? undefined,
  };
}

/**
 * The prompt for inputs of a task; undefined where it is none or empty.
 * Source: `mteb.models.abs_encoder.get_prompt_name`, and `SentenceTransformer.encode` for the default.
 */
export function promptFor(
  { prompts, defaultPrompt = "" }: PipelineSettings,
  { task, role }: Pick<EncodeOptions, "task" | "role">,
): string | undefined {
  const names = [task.name, task.type].flatMap((name) => (role ? [`${name}-${role}`, name] : [name]));
  const found = [...names, ...(role ? [role] : [])].find((name) => Object.hasOwn(prompts, name));
  return prompts[found ?? defaultPrompt] || undefined;
}
