import type { Embeddings, ModelRepository } from "@mieb/core";
import { loadKernels } from "@mieb/kernels";
import { loadDense, readDense, type Dense } from "./dense.ts";
import { unsupportedModule, type PipelineModule } from "./modules.ts";

/** What is done to the vectors of the network, one after the other. */
export type Stage = { readonly kind: "normalize" } | ({ readonly kind: "dense" } & Dense);

/** @throws MiebError `MODEL_INVALID_FILE`, also naming a module that is not run here */
export async function readStages(
  repository: ModelRepository,
  modules: readonly PipelineModule[],
): Promise<readonly Stage[]> {
  const stages = modules
    // Dropout does nothing but in training.
    .filter(({ kind }) => kind !== "Dropout")
    .map(async ({ kind, path }): Promise<Stage> => {
      if (kind === "Normalize") return { kind: "normalize" };
      if (kind === "Dense") return { kind: "dense", ...(await readDense(repository, path)) };
      throw unsupportedModule(repository, kind);
    });
  return Promise.all(stages);
}

/** The stages as one function. @throws MiebError `MODEL_FILES_MISSING`, `MODEL_INVALID_FILE` */
export async function loadStages(
  repository: ModelRepository,
  stages: readonly Stage[],
): Promise<(embeddings: Embeddings) => Embeddings> {
  const loaded = await Promise.all(
    stages.map((stage) => (stage.kind === "dense" ? loadDense(repository, stage) : normalized)),
  );
  return (embeddings) => loaded.reduce((vectors, apply) => apply(vectors), embeddings);
}

function normalized(embeddings: Embeddings): Embeddings {
  return { ...embeddings, values: loadKernels().normalizeRows(embeddings.values, embeddings.dimension) };
}
