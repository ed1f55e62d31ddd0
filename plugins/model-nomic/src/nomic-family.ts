import { MiebError, type Model, type ModelCandidate, type ModelFamily, type ModelRepository } from "@mieb/core";

/** Nomic Embed Vision in ONNX: claims repositories of model type nomic_bert that have an image processor. */
export const nomicFamily: ModelFamily = {
  name: "nomic",
  claims: "repositories with model_type nomic_bert, an image processor and ONNX files",
  match: ({ repository }) => (repository ? isNomicVision(repository) : false),
  async open({ reference, repository }: ModelCandidate): Promise<Model> {
    if (!repository)
      throw new MiebError("MODEL_NO_FAMILY", `"${reference}" names no repository for the nomic family to read.`);
    const { nomicModel } = await import("./nomic-model.ts");
    return nomicModel(repository);
  },
};

/** Nomic Embed Text has the same model type and no image processor. */
async function isNomicVision(repository: ModelRepository): Promise<boolean> {
  const { modelTypeOf } = await import("@mieb/onnx");
  return repository.files.includes("preprocessor_config.json") && (await modelTypeOf(repository)) === "nomic_bert";
}
