import { MiebError, type EmbeddingSource, type Model } from "@mieb/core";
import { quantizations, type Quantization } from "./quantization.ts";
import { quantizedSource } from "./quantized-source.ts";
import { truncatedSource } from "./truncated-source.ts";

/** What makes other scores of a model: other weights, or its embeddings changed before they are scored. */
export interface Variant {
  /** Weights file; `fp32` makes no variant. */
  readonly dtype?: string | undefined;
  /** Numbers kept of every vector. */
  readonly dimensions?: number | undefined;
  readonly quantize?: Quantization | undefined;
}

/**
 * The model under the experiment that a variant makes of it, with the reference's words (`embed_dim`, `output_dtypes`), so that its
 * results get a folder of their own.
 * @throws MiebError `USAGE_INVALID_ARGUMENT` for what no embeddings can be made to be
 */
export function variantOf(model: Model, { dtype, dimensions, quantize }: Variant): Model {
  checkVariant(model, { dimensions, quantize });
  const experiment = {
    ...(dtype !== undefined && dtype !== "fp32" && { dtype }),
    ...(dimensions !== undefined && { embed_dim: dimensions }),
    ...(quantize !== undefined && { output_dtypes: quantize }),
  };
  if (Object.keys(experiment).length === 0) return model;
  const metadata = {
    ...model.metadata,
    ...(dimensions !== undefined && { embedDimension: dimensions }),
    experiment: { ...model.metadata.experiment, ...experiment },
  };
  const { describe, neededFiles, absentModalities } = model;
  return {
    metadata,
    load: (context) => model.load(context),
    ...(absentModalities && { absentModalities }),
    ...(describe && { describe: (context) => describe.call(model, context) }),
    ...(neededFiles && { neededFiles: (wanted) => neededFiles.call(model, wanted) }),
  };
}

/** Embeddings as the variant has them: truncated, then quantised. The store keeps them as the model gives them. */
export async function variantSource(
  source: EmbeddingSource,
  { dimensions, quantize }: Variant,
  request: string,
): Promise<EmbeddingSource> {
  const truncated = dimensions === undefined ? source : truncatedSource(source, dimensions);
  return quantize === undefined ? truncated : quantizedSource(truncated, quantize, request);
}

function checkVariant({ metadata }: Model, { dimensions, quantize }: Variant): void {
  if (quantize !== undefined && !quantizations.includes(quantize)) {
    throw new MiebError(
      "USAGE_INVALID_ARGUMENT",
      `quantize: expected one of ${quantizations.join(", ")}, got ${quantize}.`,
    );
  }
  if (dimensions === undefined) return;
  const most = metadata.embedDimension ?? Infinity;
  if (Number.isInteger(dimensions) && dimensions >= 1 && dimensions <= most) return;
  const limit = most < Infinity ? `from 1 to the ${most} of ${metadata.name}` : "of at least 1";
  throw new MiebError("USAGE_INVALID_ARGUMENT", `dimensions: expected a whole number ${limit}, got ${dimensions}.`, {
    hint: "Leave it out to take the vectors as they are.",
  });
}
