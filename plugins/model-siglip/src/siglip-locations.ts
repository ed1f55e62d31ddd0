import type { ModelLocation, ModelMetadata } from "@mieb/core";

/** What the reference's registry says of every SigLIP model. */
const shared = {
  modalities: ["image", "text"],
  similarity: "cosine",
  maxTokens: 64,
  license: "apache-2.0",
  languages: ["eng-Latn"],
  openWeights: true,
  framework: ["ONNX"],
  trainingDatasets: [],
} satisfies Partial<ModelMetadata>;

/** Variant, dimension, parameters and megabytes of weights, from the reference's registry. */
type Row = readonly [variant: string, embedDimension: number, parameterCount: number, memoryUsageMb: number];

const siglip: readonly Row[] = [
  ["base-patch16-224", 768, 203_155_970, 775],
  ["base-patch16-256", 768, 203_202_050, 775],
  ["base-patch16-256-multilingual", 768, 370_626_050, 1414],
  ["base-patch16-384", 768, 203_447_810, 776],
  ["base-patch16-512", 768, 203_791_874, 777],
  ["large-patch16-256", 1024, 652_150_786, 2488],
  ["large-patch16-384", 1024, 652_478_466, 2489],
];

const siglip2: readonly Row[] = [
  ["base-patch32-256", 768, 376_856_066, 1438],
  ["base-patch16-224", 768, 375_187_970, 1431],
  ["base-patch16-256", 768, 375_234_050, 1431],
  ["base-patch16-384", 768, 375_479_810, 1432],
  ["base-patch16-512", 768, 375_823_874, 1434],
  ["large-patch16-256", 1024, 881_526_786, 3363],
  ["large-patch16-384", 1024, 881_854_466, 3364],
  ["large-patch16-512", 1024, 882_313_218, 3366],
];

/** Well-known SigLIP models, and the ONNX conversions of them on the hub. */
export const siglipLocations: readonly ModelLocation[] = [
  ...siglip.map((row) => {
    const [name, metadata] = described("siglip", row);
    return {
      name: `google/${name}`,
      repository: `Xenova/${name}`,
      metadata: { ...metadata, releaseDate: "2024-01-08" },
    };
  }),
  ...siglip2.map((row) => {
    const [name, metadata] = described("siglip2", row);
    const repository = `onnx-community/${name}-ONNX`;
    return { name: `google/${name}`, repository, metadata: { ...metadata, releaseDate: "2025-02-17" } };
  }),
];

function described(
  generation: string,
  [variant, embedDimension, parameterCount, memoryUsageMb]: Row,
): readonly [name: string, metadata: Partial<ModelMetadata>] {
  const name = `${generation}-${variant}`;
  const reference = `https://huggingface.co/google/${name}`;
  return [name, { ...shared, embedDimension, parameterCount, memoryUsageMb, reference }];
}
