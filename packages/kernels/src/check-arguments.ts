import { MiebError, type FileRows } from "@mieb/core";
import {
  type ImageSize,
  type FileBatch,
  type KMeansOptions,
  type PreprocessPlan,
  type Resample,
  type RgbImage,
  resampleNames,
  type LogisticTraining,
  type VectorLists,
} from "./kernels.ts";

function invalid(message: string, hint: string): MiebError {
  return new MiebError("KERNEL_INVALID_ARGUMENT", message, { hint });
}

/** A positive integer that fits 31 bits. */
export function checkCount(what: string, value: number): void {
  if (Number.isInteger(value) && value >= 1 && value < 2 ** 31) return;
  throw invalid(`${what} must be a positive integer, not ${value}.`, "Pass a whole number of at least 1.");
}

/** The most that Pillow takes (`Image.MAX_IMAGE_PIXELS` × 2). */
const mostPixels = 178_956_970;

export function checkSize(what: string, size: ImageSize): void {
  checkCount(`${what} width`, size.width);
  checkCount(`${what} height`, size.height);
  if (size.width * size.height <= mostPixels) return;
  throw invalid(`${what} size ${size.width} × ${size.height} is over ${mostPixels} pixels.`, "Pass a smaller one.");
}

export function checkImage(image: RgbImage): void {
  checkSize("Image", image);
  const expected = image.width * image.height * 3;
  if (image.data instanceof Uint8Array && image.data.length === expected && !isUnsteady(image.data)) return;
  throw invalid(
    `An RGB image of ${image.width} × ${image.height} has ${expected} bytes, not ${image.data.length}.`,
    "Pass interleaved 8-bit RGB whose buffer was not transferred.",
  );
}

export function checkResample(resample: Resample): void {
  if (resampleNames.includes(resample)) return;
  throw invalid(`Unknown resampling filter "${resample}".`, `Use one of ${resampleNames.join(", ")}.`);
}

export function checkPlan(plan: PreprocessPlan): void {
  if (plan.resize) checkSize("Resize", plan.resize);
  if (plan.crop) checkSize("Crop", plan.crop);
  checkResample(plan.resample);
  if (plan.rescaleFactor !== null && !Number.isFinite(plan.rescaleFactor)) {
    throw invalid(`The rescale factor must be finite, not ${plan.rescaleFactor}.`, "It is usually 1/255.");
  }
  if ((plan.mean === null) !== (plan.std === null))
    throw invalid("Mean and std come together.", "Pass both or null for both.");
  for (const [name, values] of [["mean", plan.mean] as const, ["std", plan.std] as const]) {
    const fits = values === null || (values.length === 3 && values.every((value) => Number.isFinite(value)));
    if (!fits)
      throw invalid(`Expected 3 finite numbers as ${name}, got [${values.join(", ")}].`, "Pass one per channel.");
  }
  if (plan.std?.includes(0)) throw invalid("A standard deviation of 0 cannot be divided by.", "Check image_std.");
}

/** Whether `values` holds whole rows. */
export function checkRows(what: string, values: Float32Array, dimension: number): void {
  checkCount("Dimension", dimension);
  if (values instanceof Float32Array && values.length % dimension === 0 && !isUnsteady(values)) return;
  const came = values instanceof Float32Array ? `${values.length} numbers` : typeof values;
  throw invalid(
    `${what} must be a Float32Array of whole rows of dimension ${dimension}, not ${came}${isUnsteady(values) ? " (detached or resizable)" : ""}.`,
    "Pass row-major float32 values whose buffer was not transferred.",
  );
}

/** Vectors that documents are padded to. */
export function checkPadding(paddedTo = 0): void {
  if (Number.isInteger(paddedTo) && paddedTo >= 0 && paddedTo < 2 ** 31) return;
  throw invalid(`paddedTo is ${paddedTo}.`, "Pass 0, or the number of vectors of the longest document.");
}

/** Products of a matrix that is stored whole: 8 GB of float32. */
const mostProducts = 2 ** 31;

export function checkProducts(rows: number, columns: number): void {
  if (rows * columns <= mostProducts) return;
  throw invalid(
    `A matrix of ${rows} × ${columns} products is over ${mostProducts}.`,
    "Compute it in pieces, or search the best with topK.",
  );
}

function checkIndices(what: string, values: Uint32Array): void {
  if (values instanceof Uint32Array && !isUnsteady(values)) return;
  throw invalid(`${what} must be a Uint32Array that was not detached.`, "Pass one whose buffer was not transferred.");
}

/** Whether the offsets of rows of several vectors fit their values. */
export function checkLists(side: string, { values, offsets }: VectorLists, dimension: number): void {
  checkRows(`${side} vectors`, values, dimension);
  checkIndices(`${side} offsets`, offsets);
  const vectors = values.length / dimension;
  const ascends = offsets[0] === 0 && offsets.every((offset, row) => offset >= (offsets[row - 1] ?? 0));
  if (ascends && offsets.at(-1) === vectors) return;
  throw invalid(
    `${side} offsets must ascend from 0 to the ${vectors} vectors there are; the last of ${offsets.length} is ${offsets.at(-1)}.`,
    "Pass one more offset than there are rows.",
  );
}

/** A maximum over nothing is no number. */
export function checkEachHasVectors({ offsets }: VectorLists): void {
  const row = offsets.findIndex((offset, at) => offset === offsets[at + 1]);
  if (row >= 0) throw invalid(`Document row ${row} has no vector.`, "Leave it out, or give it a zero vector.");
}

/** What can be checked before the file is opened. */
export function checkFileRows({ path, byteOffset, rowCount }: FileRows): void {
  if (typeof path !== "string") throw invalid(`Expected the path of a file of rows, not ${typeof path}.`, "Pass one.");
  const isPlace = Number.isSafeInteger(byteOffset) && byteOffset >= 0 && byteOffset % 4 === 0;
  if (!isPlace) throw invalid(`${path} cannot be read from byte ${byteOffset}.`, "Pass a multiple of 4.");
  const isCount = Number.isInteger(rowCount) && rowCount >= 0 && rowCount < 2 ** 32;
  if (!isCount) throw invalid(`${path} cannot have ${rowCount} rows.`, "Pass a whole number.");
}

export function checkPairs(a: Float32Array, b: Float32Array, dimension: number): void {
  checkRows("Left side", a, dimension);
  checkRows("Right side", b, dimension);
  if (a.length === b.length) return;
  throw invalid(
    `Pairs need as many rows on both sides, not ${a.length / dimension} and ${b.length / dimension}.`,
    "Pass the two sides of the same pairs.",
  );
}

export function checkClustering({ points, dimension, clusterCount, batchSize, maxPasses, seed }: KMeansOptions): void {
  checkRows("Points", points, dimension);
  checkCount("The number of clusters", clusterCount);
  checkCount("The batch size", batchSize);
  checkCount("The number of passes", maxPasses);
  const rows = points.length / dimension;
  if (clusterCount > rows) throw invalid(`${rows} points cannot make ${clusterCount} clusters.`, "Ask for fewer.");
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
    throw invalid(`The seed is ${seed}.`, "Pass a whole number from 0 to 2^32 - 1.");
}

/** The optimiser keeps about 25 times as many float64. */
const mostWeights = 2 ** 26;

export function checkTraining({ vectors, dimension, labels, outputs, ...limits }: LogisticTraining): void {
  checkRows("Training vectors", vectors, dimension);
  checkIndices("Labels", labels);
  checkCount("The number of outputs", outputs);
  if (outputs * (dimension + 1) > mostWeights)
    throw invalid(`${outputs} outputs of dimension ${dimension} are too many weights.`, `At most ${mostWeights}.`);
  const rows = vectors.length / dimension;
  if (rows === 0 || labels.length !== rows) {
    throw invalid(
      `Expected a label for each of at least one row, not ${labels.length} for ${rows}.`,
      "Pass one per row.",
    );
  }
  const classes = outputs === 1 ? 2 : outputs;
  const row = labels.findIndex((label) => label >= classes);
  if (row >= 0) throw invalid(`Row ${row} has label ${labels[row]} of ${classes} classes.`, "Number classes from 0.");
  const { penalty, maxIterations } = limits;
  if (!(penalty >= 0 && penalty < Infinity)) throw invalid(`The penalty is ${penalty}.`, "Pass 0 or more.");
  checkCount("The number of iterations", maxIterations);
}

/** The array a tensor of `length` numbers goes to. */
export function checkOutput(into: Float32Array, length: number): Float32Array {
  if (into.length === length) return into;
  throw invalid(
    `The tensor has ${length} numbers, the array to write to ${into.length}.`,
    "Pass a subarray of that length.",
  );
}

/** Files with as many sizes, and room for as many tensors. */
export function checkFiles({ files, resized }: FileBatch, into: Float32Array): void {
  if (resized && resized.length !== files.length) {
    throw invalid(`Expected ${files.length} target sizes, not ${resized.length}.`, "Pass one for each file.");
  }
  resized?.forEach((size) => checkSize("Target", size));
  const foreign = files.findIndex((file) => !(file instanceof Uint8Array) || isUnsteady(file));
  if (foreign >= 0)
    throw invalid(`File ${foreign} is no Uint8Array, or detached or resizable.`, "Pass the bytes of the files.");
  if (files.length === 0 || (into.length > 0 && into.length % files.length === 0)) return;
  throw invalid(
    `${into.length} numbers cannot hold ${files.length} tensors of one length.`,
    "Pass an array of one tensor for each file.",
  );
}

/** Whether the memory of an array is gone, or could shrink while it is read. */
function isUnsteady(view: unknown): boolean {
  const buffer = ArrayBuffer.isView(view) ? view.buffer : null;
  return buffer instanceof ArrayBuffer && (buffer.detached || buffer.resizable);
}
