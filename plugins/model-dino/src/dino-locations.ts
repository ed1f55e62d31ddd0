import type { ModelLocation, ModelMetadata } from "@mieb/core";

/** What the reference's registry says of every DINO model. */
const shared = {
  modalities: ["image"],
  similarity: "cosine",
  maxTokens: null,
  languages: ["eng-Latn"],
  openWeights: true,
  framework: ["ONNX"],
  trainingDatasets: [],
} satisfies Partial<ModelMetadata>;

const dinov2 = { ...shared, license: "apache-2.0", releaseDate: "2023-07-18" };
const dinov3 = { ...shared, license: "https://ai.meta.com/resources/models-and-libraries/dinov3-license/" };

/** Well-known DINO models, and the ONNX conversions of them on the hub. */
export const dinoLocations: readonly ModelLocation[] = [
  {
    name: "facebook/dinov2-small",
    repository: "Xenova/dinov2-small",
    metadata: {
      ...dinov2,
      embedDimension: 384,
      parameterCount: 22_056_576,
      memoryUsageMb: 84,
      reference: "https://huggingface.co/facebook/dinov2-small",
    },
  },
  {
    name: "facebook/dinov2-base",
    repository: "Xenova/dinov2-base",
    metadata: {
      ...dinov2,
      embedDimension: 768,
      parameterCount: 86_580_480,
      memoryUsageMb: 330,
      reference: "https://huggingface.co/facebook/dinov2-base",
    },
  },
  {
    name: "facebook/dinov2-large",
    repository: "Xenova/dinov2-large",
    metadata: {
      ...dinov2,
      embedDimension: 1024,
      parameterCount: 304_368_640,
      memoryUsageMb: 1161,
      reference: "https://huggingface.co/facebook/dinov2-large",
    },
  },
  {
    name: "facebook/dinov3-vits16-pretrain-lvd1689m",
    repository: "onnx-community/dinov3-vits16-pretrain-lvd1689m-ONNX",
    metadata: {
      ...dinov3,
      embedDimension: 384,
      parameterCount: 21_596_544,
      memoryUsageMb: 82,
      releaseDate: "2025-08-05",
      reference: "https://huggingface.co/facebook/dinov3-vits16-pretrain-lvd1689m",
    },
  },
  {
    name: "facebook/dinov3-vitb16-pretrain-lvd1689m",
    repository: "onnx-community/dinov3-vitb16-pretrain-lvd1689m-ONNX",
    metadata: {
      ...dinov3,
      embedDimension: 768,
      parameterCount: 85_660_416,
      memoryUsageMb: 327,
      releaseDate: "2025-08-05",
      reference: "https://huggingface.co/facebook/dinov3-vitb16-pretrain-lvd1689m",
    },
  },
  {
    name: "facebook/dinov3-vitl16-pretrain-lvd1689m",
    repository: "onnx-community/dinov3-vitl16-pretrain-lvd1689m-ONNX",
    metadata: {
      ...dinov3,
      embedDimension: 1024,
      parameterCount: 303_129_600,
      memoryUsageMb: 1156,
      releaseDate: "2025-08-06",
      reference: "https://huggingface.co/facebook/dinov3-vitl16-pretrain-lvd1689m",
    },
  },
];
