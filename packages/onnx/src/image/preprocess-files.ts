import type { EncoderInput, ImageConversion } from "@mieb/core";
import { loadKernels } from "@mieb/kernels";
import type { ImagePreprocessor } from "./image-preprocessor.ts";
import { plainJpegSize } from "./jpeg-header.ts";
import { pngSize } from "./png-size.ts";

export interface FileOptions {
  readonly preprocessor: ImagePreprocessor;
  readonly conversion: ImageConversion;
}

/**
 * Writes the tensors of those inputs that are plain PNG or JPEG files, decoded and preprocessed in one native call, and returns
 * the others' positions in the batch.
 * @param data one tensor for each input
 */
export async function preprocessFiles(
  batch: readonly EncoderInput[],
  data: Float32Array,
  { preprocessor, conversion }: FileOptions,
): Promise<readonly number[]> {
  const rows = [...batch.keys()];
  const plans = batch.map(({ image }) => {
    const size = image && (pngSize(image) ?? plainJpegSize(image));
    return size && preprocessor.plan(size);
  });
  const plan = plans.find((candidate) => candidate !== undefined);
  if (!plan) return rows;
  const fileBatch = {
    // A file that is neither is left, whatever its size.
    files: batch.map(({ image }) => image ?? new Uint8Array()),
    resized: plan.resize && plans.map((own) => own?.resize ?? { width: 1, height: 1 }),
    dropsAlpha: conversion === "rgb",
  };
  const taken = await loadKernels().preprocessFiles(fileBatch, plan, data);
  return rows.filter((row) => taken[row] === 0);
}
