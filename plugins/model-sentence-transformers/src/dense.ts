import { MiebError, type Embeddings, type ModelRepository } from "@mieb/core";
import { loadKernels } from "@mieb/kernels";
import { configOfModel } from "@mieb/onnx";
import { z } from "zod";
import { unsupportedModule } from "./modules.ts";
import { readSafetensors } from "./safetensors.ts";

type Activation = "Identity" | "Tanh" | "ReLU" | "Sigmoid";

const activations: Readonly<Record<Activation, (value: number) => number>> = {
  Identity: (value) => value,
  Tanh: Math.tanh,
  ReLU: (value) => Math.max(value, 0),
  Sigmoid: (value) => 1 / (1 + Math.exp(-value)),
};

const configSchema = z.object({
  in_features: z.int().positive(),
  out_features: z.int().positive(),
  bias: z.boolean().default(true),
  activation_function: z
    .string()
    .default("Tanh")
    .transform((name) => name.slice(name.lastIndexOf(".") + 1)),
  module_input_name: z.string().default("sentence_embedding"),
  module_output_name: z.string().nullish(),
  use_residual: z.boolean().default(false),
});

/** A layer after pooling: activation(weight · vector + bias). */
export interface Dense {
  readonly path: string;
  readonly inFeatures: number;
  readonly outFeatures: number;
  readonly hasBias: boolean;
  readonly activation: Activation;
}

/** The file of a layer's weights. */
export function denseWeights({ path }: Pick<Dense, "path">): string {
  return `${path}/model.safetensors`;
}

/** @throws MiebError `MODEL_INVALID_FILE`, also for a layer of another kind than described above */
export async function readDense(repository: ModelRepository, path: string): Promise<Dense> {
  const config = await configOfModel(repository, configSchema, `${path}/config.json`);
  const { activation_function: activation, module_input_name: input, module_output_name: output } = config;
  if (!isActivation(activation)) throw unsupportedModule(repository, `Dense with ${activation}`);
  if (config.use_residual) throw unsupportedModule(repository, "Dense with a residual");
  if (input !== "sentence_embedding" || (output ?? input) !== input) {
    throw unsupportedModule(repository, `Dense of ${input}, before pooling`);
  }
  const { in_features: inFeatures, out_features: outFeatures, bias: hasBias } = config;
  return { path, inFeatures, outFeatures, hasBias, activation };
}

function isActivation(name: string): name is Activation {
  return Object.hasOwn(activations, name);
}

/** The layer as a function of vectors. @throws MiebError `MODEL_FILES_MISSING`, `MODEL_INVALID_FILE` */
export async function loadDense(
  repository: ModelRepository,
  dense: Dense,
): Promise<(embeddings: Embeddings) => Embeddings> {
  const file = denseWeights(dense);
  if (!repository.files.includes(file)) {
    throw new MiebError("MODEL_FILES_MISSING", `${repository.name} has no ${file}.`, {
      hint: "tools/export/sentence_pipeline.py writes it from pytorch_model.bin.",
    });
  }
  const { inFeatures, outFeatures, hasBias, activation } = dense;
  const tensors = await readSafetensors(repository, file);
  const weight = tensors["linear.weight"]?.data;
  const bias = hasBias ? tensors["linear.bias"]?.data : new Float32Array(outFeatures);
  if (weight?.length !== inFeatures * outFeatures || bias?.length !== outFeatures) {
    const message = `${repository.name}: ${file} has no linear layer from ${inFeatures} to ${outFeatures} dimensions.`;
    throw new MiebError("MODEL_INVALID_FILE", message, { hint: "Take it from the original model's repository." });
  }
  const activate = activations[activation];
  return ({ values, rowCount, dimension }) => {
    if (dimension !== inFeatures) throw wrongDimension(repository, dense, dimension);
    const products = loadKernels().similarityMatrix(values, weight, dimension);
    return {
      values: products.map((product, i) => activate(product + (bias[i % outFeatures] ?? 0))),
      rowCount,
      dimension: outFeatures,
    };
  };
}

function wrongDimension({ name }: ModelRepository, { path, inFeatures }: Dense, dimension: number): MiebError {
  const message = `${name}: ${path} takes vectors of ${inFeatures} dimensions, not ${dimension}.`;
  return new MiebError("MODEL_INVALID_OUTPUT", message, { hint: "Export the pipeline again as a whole." });
}
