import type { EncoderInput, ImageConversion } from "@mieb/core";
import { loadKernels } from "@mieb/kernels";
import type { ImagePreprocessor } from "./image-preprocessor.ts";
import { pngSize } from "./png-size.ts";

export interface PngOptions {
  readonly preprocessor: ImagePreprocessor;
  readonly conversion: ImageConversion;
}

/**
 * Writes the tensors of those inputs that are plain PNG files, decoded and preprocessed in one native call, and returns
 * the others' positions in the batch.
 * @param data one tensor for each input
 */
export async function preprocessPngs(
  batch: readonly EncoderInput[],
  data: Float32Array,
  { preprocessor, conversion }: PngOptions,
): Promise<readonly number[]> {
  const rows = [...batch.keys()];
  const plans = batch.map(({ image }) => {
    const size = image && pngSize(image);
    return size && preprocessor.plan(size);
  });
  const plan = plans.find((candidate) => candidate !== undefined);
  if (!plan) return rows;
  const batchOfPngs = {
    // A file that is no PNG is left, whatever its size.
    files: batch.map(({ image }) => image ?? new Uint8Array()),
    resized: plan.resize && plans.map((own) => own?.resize ?? { width: 1, height: 1 }),
    dropsAlpha: conversion === "rgb",
  };
  const taken = await loadKernels().preprocessPngs(batchOfPngs, plan, data);
  return rows.filter((row) => taken[row] === 0);
}
