import { checkEmbeddings, type Embeddings, type Encoder, type EncoderInput } from "@mieb/core";
import { cosine, firstNonFinite, leastCosine, rowOf, SAME_VECTOR } from "@mieb/runner/trial";
import { encodeOptions } from "../sample-inputs.ts";
import type { CheckName, ConformanceCheck } from "./report.ts";

export interface ModalityCheckOptions {
  readonly modality: "image" | "text";
  /** Different inputs of several sizes; the second has another size than the first. */
  readonly inputs: readonly EncoderInput[];
  /** Smallest cosine between two vectors of one input. */
  readonly agreement: number;
  /** Dimension the model claims, or that its other modality has. */
  readonly dimension?: number | undefined;
}

export interface ModalityChecks {
  readonly checks: readonly ConformanceCheck[];
  /** Of the vectors; undefined where nothing could be encoded. */
  readonly dimension: number | undefined;
}

/** Every check of one modality, on an encoder that has it. Nothing is thrown: what fails is told. */
export async function checkModality(encoder: Encoder, options: ModalityCheckOptions): Promise<ModalityChecks> {
  const { modality, inputs } = options;
  const encode = async (batch: readonly EncoderInput[]): Promise<Embeddings> => {
    const block = await encoder.encode(batch, encodeOptions);
    checkEmbeddings(block, batch.length, "The encoder");
    return block;
  };
  const verdict = (name: CheckName, finding: Finding): ConformanceCheck => ({
    name,
    modality,
    outcome: finding.holds ? "passed" : "failed",
    detail: finding.detail,
  });

  try {
    const batch = await encode(inputs);
    const checks = [
      verdict("rows", { holds: true, detail: `${inputs.length} inputs gave ${batch.rowCount} rows.` }),
      verdict("finite", finite(batch)),
      verdict("dimension", sameDimension(batch, options.dimension)),
      verdict("distinct", distinct(batch)),
      verdict("order", await orderKept(batch, { ...options, encode })),
      verdict("batch", await batchIndependent(batch, { ...options, encode })),
      verdict("padding", await paddingIndependent({ ...options, encode })),
    ];
    return { checks, dimension: batch.dimension };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { checks: [verdict("rows", { holds: false, detail })], dimension: undefined };
  }
}

interface Finding {
  readonly holds: boolean;
  readonly detail: string;
}

interface Comparison extends ModalityCheckOptions {
  encode(batch: readonly EncoderInput[]): Promise<Embeddings>;
}

function finite(batch: Embeddings): Finding {
  const bad = firstNonFinite(batch);
  return { holds: !bad, detail: bad ? `The vector of input ${bad.row} has ${bad.value}.` : "All numbers are finite." };
}

function sameDimension({ dimension }: Embeddings, expected: number | undefined): Finding {
  const holds = expected === undefined || expected === dimension;
  return {
    holds,
    detail: holds ? `Dimension ${dimension}.` : `Dimension ${dimension} where ${expected} was expected.`,
  };
}

function distinct(batch: Embeddings): Finding {
  const [first, second] = [rowOf(batch, 0), rowOf(batch, 1)];
  const holds = !(cosine(first, second) >= SAME_VECTOR);
  return { holds, detail: holds ? "Different inputs differ." : "The first two inputs have the same vector." };
}

/** Encodes the batch backwards: every row must agree with its own input's, or be more like it than like any other's. */
async function orderKept(batch: Embeddings, { inputs, agreement, encode }: Comparison): Promise<Finding> {
  const backwards = await encode(inputs.toReversed());
  const moved = inputs.findIndex((_, row) => {
    const vector = rowOf(backwards, inputs.length - 1 - row);
    return !(cosine(vector, rowOf(batch, row)) >= agreement) && nearest(vector, batch) !== row;
  });
  if (moved < 0) return { holds: true, detail: "Rows follow the order of the inputs." };
  return { holds: false, detail: `Encoded backwards, input ${moved} gets the vector of another input.` };
}

function nearest(vector: Float32Array, batch: Embeddings): number {
  const cosines = Array.from({ length: batch.rowCount }, (_, row) => cosine(vector, rowOf(batch, row)));
  return cosines.indexOf(Math.max(...cosines));
}

async function batchIndependent(batch: Embeddings, { inputs, agreement, encode }: Comparison): Promise<Finding> {
  const alone: Float32Array[] = [];
  for (const input of inputs) alone.push(rowOf(await encode([input]), 0));
  const worst = leastCosine(batch, alone);
  const holds = worst.cosine >= agreement;
  const where = `input ${worst.row} alone and in a batch of ${inputs.length}: cosine ${worst.cosine.toFixed(7)}`;
  return { holds, detail: `At worst, ${where}${holds ? "" : `, below ${agreement}`}.` };
}

/** The smallest input by itself, three times over, and beside the largest, for which a batch is padded. */
async function paddingIndependent({ modality, inputs, agreement, encode }: Comparison): Promise<Finding> {
  const bySize = inputs.toSorted((a, b) => sizeOf(a) - sizeOf(b));
  const [small, large] = [bySize[0] as EncoderInput, bySize.at(-1) as EncoderInput];
  const [alike, beside] = [await encode([small, small, small]), await encode([small, large, large])];
  const found = cosine(rowOf(alike, 0), rowOf(beside, 0));
  const holds = found >= agreement;
  const where = `The smallest ${modality} beside others like it and beside the largest: cosine ${found.toFixed(7)}`;
  return { holds, detail: holds ? `${where}.` : `${where}, so padding changes its vector.` };
}

function sizeOf({ text, image }: EncoderInput): number {
  return text?.length ?? image?.byteLength ?? 0;
}
