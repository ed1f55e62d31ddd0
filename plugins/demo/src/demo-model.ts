import type { ModelLocation } from "@mieb/core";

/** The model that lies in this package. Its configuration says `clip`, so that the plugin of that family loads it. */
export const demoModel: ModelLocation = {
  name: "mieb/demo-clip",
  repository: new URL("../model/", import.meta.url).href,
  metadata: {
    modalities: ["image", "text"],
    similarity: "cosine",
    embedDimension: 96,
    parameterCount: 948_984,
    maxTokens: 48,
    memoryUsageMb: 4,
    license: "apache-2.0",
    releaseDate: "2026-01-31",
    languages: ["eng-Latn", "deu-Latn", "fra-Latn", "spa-Latn", "ita-Latn", "por-Latn", "nld-Latn"],
    openWeights: true,
    reference: null,
    framework: ["ONNX"],
    trainingDatasets: [],
  },
};
