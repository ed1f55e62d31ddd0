import { MiebError, type Model, type ModelCandidate, type ModelFamily, type ModelMetadata } from "@mieb/core";
import type { Pooling } from "@mieb/onnx";
import { isDino, readDinoConfig } from "./dino-config.ts";

/**
 * DINOv2 (with registers or without), DINOv3 and plain vision transformers in ONNX: claims every repository whose
 * config.json says so. The vector of an image is its class token, the reference's default.
 */
export const dinoFamily: ModelFamily = {
  name: "dino",
  claims: "repositories of DINOv2, DINOv3 and plain vision transformers with an ONNX file",
  match: async ({ repository }) => repository !== undefined && isDino(repository),
  open: (candidate) => openDino(candidate, "cls"),
};

/** The same models with the mean over all tokens; claims nothing by itself, `--model-family dino-mean` asks for it. */
export const dinoMeanFamily: ModelFamily = {
  name: "dino-mean",
  claims: "nothing by itself; --model-family dino-mean takes those of dino with mean pooling",
  match: () => false,
  open: (candidate) => openDino(candidate, "mean"),
};

async function openDino({ reference, repository }: ModelCandidate, pooling: Pooling): Promise<Model> {
  if (!repository)
    throw new MiebError("MODEL_NO_FAMILY", `"${reference}" names no repository for the dino family to read.`);
  const { hiddenSize, processorDefaults, ...exporting } = await readDinoConfig(repository);
  const { graphFilesMissing, hasGraph, imageModel } = await import("@mieb/onnx");
  if (!hasGraph(repository, "model")) throw graphFilesMissing(repository, { graphs: ["model"], ...exporting }, "fp32");
  const metadata: ModelMetadata = {
    name: repository.name,
    revision: repository.revision,
    modalities: ["image"],
    similarity: "cosine",
    embedDimension: hiddenSize,
    maxTokens: null,
    framework: ["ONNX"],
    ...(pooling === "mean" && { experiment: { pooling } }),
  };
  return imageModel({ repository, metadata, family: { graph: "model", pooling, processorDefaults }, ...exporting });
}
