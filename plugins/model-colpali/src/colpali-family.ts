import { MiebError, type Model, type ModelCandidate, type ModelFamily } from "@mieb/core";

/** ColPali in ONNX: claims every repository whose config.json says so. */
export const colpaliFamily: ModelFamily = {
  name: "colpali",
  claims: "repositories with model_type colpali and ONNX files (late interaction)",
  async match({ repository }) {
    if (!repository) return false;
    const { modelTypeOf } = await import("@mieb/onnx");
    return (await modelTypeOf(repository)) === "colpali";
  },
  async open({ reference, repository }: ModelCandidate): Promise<Model> {
    if (!repository)
      throw new MiebError("MODEL_NO_FAMILY", `"${reference}" names no repository for the colpali family to read.`);
    const [{ readColpaliConfig }, { colpaliModel }] = await Promise.all([
      import("./colpali-config.ts"),
      import("./colpali-model.ts"),
    ]);
    return colpaliModel(repository, await readColpaliConfig(repository));
  },
};
