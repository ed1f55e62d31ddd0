import type { Encoder, EncoderInput, Model, ModelLoadContext } from "@mieb/core";
import { SAME_INPUT } from "@mieb/runner/trial";
import { imageInputs, textInputs } from "../sample-inputs.ts";
import { checkModality } from "./check-modality.ts";
import { reportOf, type ConformanceCheck, type ConformanceReport } from "./report.ts";
import { soak } from "./soak.ts";

export interface ConformanceOptions {
  /** Inputs by modality; default 32 small drawn images and 32 sentences of several lengths and scripts. */
  readonly inputs?: { readonly image?: readonly EncoderInput[]; readonly text?: readonly EncoderInput[] };
  /** Smallest cosine between two vectors of one input. Default 1 − 1e-5. */
  readonly batchAgreement?: number;
  /** Dimension the model claims. */
  readonly dimension?: number;
  /** Times the model is loaded and disposed of to see whether memory grows. Default 0: not seen to. */
  readonly loads?: number;
}

const modalities = ["image", "text"] as const;
const BATCH = 32;

/**
 * Checks what every model promises: one finite row per input, in order, of the dimension it claims, whatever else is in the
 * batch and however it is padded; with `loads` also that nothing stays when it is disposed of. Loads the model; a model
 * that does not load rejects, what it gets wrong is in the report.
 */
export async function checkModelConformance(
  model: Model,
  options: ConformanceOptions & { readonly context?: ModelLoadContext } = {},
): Promise<ConformanceReport> {
  const { context = { dtype: "fp32", device: "cpu" } } = options;
  const claimed = model.metadata.embedDimension ?? undefined;
  const load = (): Promise<Encoder> => model.load(context);
  const checks = await checkConformance(load, { ...(claimed !== undefined && { dimension: claimed }), ...options });
  return reportOf(model.metadata.name, checks);
}

/** The same for an encoder without metadata. `load` is called once, and `loads` times more for the soak. */
export async function checkConformance(
  load: () => Promise<Encoder>,
  options: ConformanceOptions = {},
): Promise<readonly ConformanceCheck[]> {
  const inputs = { image: imageInputs(BATCH), text: textInputs(BATCH), ...options.inputs };
  const encoder = await load();
  const has = (modality: "image" | "text"): boolean => encoder.modalities?.includes(modality) ?? true;
  const checks = [fingerprintCheck(encoder)];
  try {
    let { dimension } = options;
    for (const modality of modalities) {
      if (!has(modality)) {
        checks.push(lackingModality(modality));
        continue;
      }
      const { batchAgreement: agreement = SAME_INPUT } = options;
      const found = await checkModality(encoder, { modality, inputs: inputs[modality], agreement, dimension });
      checks.push(...found.checks);
      dimension ??= found.dimension;
    }
  } finally {
    await encoder[Symbol.asyncDispose]?.();
  }
  if (!options.loads) return checks;
  const batches = modalities.filter(has).map((modality) => inputs[modality].slice(0, 2));
  return [...checks, await soak(load, { loads: options.loads, batches })];
}

function lackingModality(modality: "image" | "text"): ConformanceCheck {
  return { name: "rows", modality, outcome: "skipped", detail: `The model has no ${modality} side.` };
}

function fingerprintCheck({ fingerprint }: Encoder): ConformanceCheck {
  return fingerprint
    ? { name: "fingerprint", outcome: "passed", detail: "Its vectors can be stored." }
    : { name: "fingerprint", outcome: "skipped", detail: "It has none, so its vectors are not stored." };
}
