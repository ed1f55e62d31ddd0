import { MiebError, type Model, type ModelCandidate, type ModelFamily } from "@mieb/core";

/** ColQwen2 in ONNX: claims every repository whose files say so, of transformers or of colpali_engine. */
export const colqwen2Family: ModelFamily = {
  name: "colqwen2",
  claims:
    "repositories with model_type colqwen2, or qwen2_vl of the architecture ColQwen2, and ONNX files (late interaction)",
  async match({ repository }) {
    if (!repository) return false;
    const { isColqwen2 } = await import("./colqwen2-config.ts");
    return isColqwen2(repository);
  },
  async open({ reference, repository }: ModelCandidate): Promise<Model> {
    if (!repository)
      throw new MiebError("MODEL_NO_FAMILY", `"${reference}" names no repository for the colqwen2 family to read.`);
    const [{ readColqwen2Config }, { colqwen2Model }] = await Promise.all([
      import("./colqwen2-config.ts"),
      import("./colqwen2-model.ts"),
    ]);
    return colqwen2Model(repository, await readColqwen2Config(repository));
  },
};
