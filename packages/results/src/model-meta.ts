import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ModelMetadata } from "@mieb/core";
import writeFileAtomic from "write-file-atomic";
import { plainNumber, pythonJson, strictFloat } from "./python-json.ts";
import { modelFolder } from "./result-path.ts";

/** Text of model_meta.json with the reference's keys in its order; what is not known is null. */
export function serializeModelMeta(model: ModelMetadata): string {
  return pythonJson(modelMeta(model), {
    indent: 4,
    numberFormat: (key) => (floatKeys.has(key) ? strictFloat : plainNumber),
  });
}

/**
 * Writes model_meta.json beside the model's results, unless it already says the same or this description lacks the
 * dimension (a run that encodes nothing need not know it).
 */
export async function writeModelMeta(folder: string, model: ModelMetadata): Promise<void> {
  const file = join(modelFolder(folder, model), "model_meta.json");
  const text = serializeModelMeta(model);
  const before = await readFile(file, "utf8").catch(() => null);
  if (before === text || (before !== null && (model.embedDimension ?? null) === null)) return;
  await mkdir(modelFolder(folder, model), { recursive: true });
  await writeFileAtomic(file, text);
}

const floatKeys = new Set(["memory_usage_mb", "max_tokens"]);

function modelMeta(model: ModelMetadata): Record<string, unknown> {
  return {
    loader_kwargs: {},
    name: model.name,
    revision: model.revision,
    release_date: model.releaseDate ?? null,
    languages: model.languages ?? null,
    n_parameters: model.parameterCount ?? null,
    n_active_parameters_override: null,
    n_embedding_parameters: null,
    memory_usage_mb: model.memoryUsageMb ?? null,
    max_tokens: model.maxTokens ?? null,
    embed_dim: model.embedDimension ?? null,
    license: model.license ?? null,
    open_weights: model.openWeights ?? null,
    public_training_code: null,
    public_training_data: null,
    framework: model.framework ?? [],
    reference: model.reference ?? null,
    similarity_fn_name: model.similarity === "max-sim" ? "MaxSim" : (model.similarity ?? null),
    use_instructions: null,
    training_datasets: model.trainingDatasets ?? null,
    adapted_from: null,
    superseded_by: null,
    modalities: model.modalities,
    model_type: [model.similarity === "max-sim" ? "late-interaction" : "dense"],
    citation: null,
    contacts: null,
    experiment_kwargs: model.experiment ?? null,
    output_dtypes: null,
    extra_requirements_groups: null,
    loader: null,
    is_cross_encoder: false,
  };
}
