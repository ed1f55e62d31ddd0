import type { ModelLocation, ModelMetadata } from "@mieb/core";

/** What the reference's registry says of every OpenAI CLIP model. */
const openaiClip = {
  modalities: ["image", "text"],
  similarity: "cosine",
  maxTokens: 77,
  license: null,
  releaseDate: "2021-02-26",
  languages: ["eng-Latn"],
  openWeights: true,
  framework: ["ONNX"],
  trainingDatasets: null,
} satisfies Partial<ModelMetadata>;

/** What it says of LAION's, which are in OpenCLIP's layout. */
const laionClip = {
  ...openaiClip,
  license: "mit",
  releaseDate: "2022-09-15",
  trainingDatasets: [],
} satisfies Partial<ModelMetadata>;

const basePatch32 = { ...openaiClip, embedDimension: 512, parameterCount: 151_277_313, memoryUsageMb: 576 };

/** Well-known CLIP models, and the ONNX conversions of them on the hub. */
export const clipLocations: readonly ModelLocation[] = [
  {
    name: "openai/clip-vit-base-patch32",
    repository: "Xenova/clip-vit-base-patch32",
    metadata: { ...basePatch32, reference: "https://huggingface.co/openai/clip-vit-base-patch32" },
  },
  {
    name: "openai/clip-vit-base-patch16",
    repository: "Xenova/clip-vit-base-patch16",
    metadata: {
      ...openaiClip,
      embedDimension: 512,
      parameterCount: 149_620_737,
      memoryUsageMb: 576,
      reference: "https://huggingface.co/openai/clip-vit-base-patch16",
    },
  },
  {
    name: "openai/clip-vit-large-patch14",
    repository: "Xenova/clip-vit-large-patch14",
    metadata: {
      ...openaiClip,
      embedDimension: 768,
      parameterCount: 427_616_513,
      memoryUsageMb: 1631,
      reference: "https://huggingface.co/openai/clip-vit-large-patch14",
    },
  },
  {
    name: "openai/clip-vit-large-patch14-336",
    repository: "Xenova/clip-vit-large-patch14-336",
    metadata: {
      ...openaiClip,
      embedDimension: 768,
      // Published results have no entry of this size: what is not known stays unknown.
      parameterCount: null,
      memoryUsageMb: null,
      releaseDate: null,
      reference: "https://huggingface.co/openai/clip-vit-large-patch14-336",
    },
  },
  {
    // The same weights as openai/clip-vit-base-patch32 in another layout.
    name: "sentence-transformers/clip-ViT-B-32",
    repository: "Xenova/clip-vit-base-patch32",
    metadata: { ...basePatch32, reference: "https://huggingface.co/sentence-transformers/clip-ViT-B-32" },
  },
  {
    name: "laion/CLIP-ViT-B-32-laion2B-s34B-b79K",
    repository: "immich-app/ViT-B-32__laion2b-s34b-b79k",
    metadata: {
      ...laionClip,
      embedDimension: 512,
      parameterCount: 151_277_313,
      memoryUsageMb: 577,
      reference: "https://huggingface.co/laion/CLIP-ViT-B-32-laion2B-s34B-b79K",
    },
  },
  {
    name: "laion/CLIP-ViT-L-14-laion2B-s32B-b82K",
    repository: "immich-app/ViT-L-14__laion2b-s32b-b82k",
    metadata: {
      ...laionClip,
      embedDimension: 768,
      parameterCount: 427_616_513,
      memoryUsageMb: 1631,
      reference: "https://huggingface.co/laion/CLIP-ViT-L-14-laion2B-s32B-b82K",
    },
  },
];
