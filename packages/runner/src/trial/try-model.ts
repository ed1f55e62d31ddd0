import type { Encoder, Model, ModelLoadContext } from "@mieb/core";
import { checkFingerprint } from "../encode/check-fingerprint.ts";
import { variantOf } from "../variant/variant-of.ts";
import { SAME_INPUT } from "./compare-rows.ts";
import type { AgreementBound } from "./judge-block.ts";
import { judgeStored } from "./judge-stored.ts";
import { trialInputs, type TrialModality } from "./trial-inputs.ts";
import { thrownFinding, type TrialFinding } from "./trial-finding.ts";
import { tryModality, type ModalityTrialOptions } from "./try-modality.ts";

export interface ModelTrialOptions {
  readonly load: ModelLoadContext;
  /** Numbers kept of every vector; default all. */
  readonly dimensions?: number | undefined;
}

/**
 * Loads a model as a run does, has it encode a few inputs of each kind it takes, alone and together, and disposes of it.
 * A model that counts what it takes, as servers do, is asked for less: two inputs of a kind, one of them alone.
 * @throws MiebError `ABORTED` alone; all else is found
 */
export async function tryModel(model: Model, options: ModelTrialOptions): Promise<readonly TrialFinding[]> {
  const { load } = options;
  const start = performance.now();
  let encoder: Encoder | undefined;
  const findings: TrialFinding[] = [];
  try {
    variantOf(model, options);
    const described = await model.describe?.(load);
    encoder = await model.load(load);
    if (described) checkFingerprint(model.metadata.name, described, encoder);
    findings.push({ name: "load", outcome: "passed", detail: `in ${Math.round(performance.now() - start)} ms` });
    findings.push(...(await tryEncoder(encoder, model, options)));
  } catch (error) {
    load.signal?.throwIfAborted();
    const name = findings.length === 0 ? "load" : "stored";
    findings.push(thrownFinding({ name, outcome: "failed" }, error));
  } finally {
    findings.push(...(await disposed(encoder)));
  }
  return findings;
}

async function tryEncoder(
  encoder: Encoder,
  { metadata }: Model,
  { load, dimensions: kept }: ModelTrialOptions,
): Promise<readonly TrialFinding[]> {
  const { signal } = load;
  const described = metadata.embedDimension ?? undefined;
  if (encoder.stored) return judgeStored(encoder.stored(), { described, earlier: undefined, kept }, signal);
  const findings: TrialFinding[] = [];
  let earlier: number | undefined;
  for (const modality of modalitiesOf(encoder, metadata.modalities)) {
    const trial = await tryModality(encoder, {
      model: metadata.name,
      ...extentOf(encoder, modality),
      agreement: agreementOf(encoder, load.dtype),
      dimension: { described, earlier, kept },
      signal,
    });
    findings.push(...trial.findings.map((finding) => ({ ...finding, modality })));
    earlier ??= trial.dimension;
  }
  const usage = encoder.usage?.();
  return usage ? [...findings, usageFinding(usage)] : findings;
}

function modalitiesOf(encoder: Encoder, described: readonly string[]): readonly TrialModality[] {
  const has = encoder.modalities ?? described;
  const sides = (["image", "text"] as const).filter((modality) => has.includes(modality));
  return encoder.fusion === "joint" && sides.length === 2 ? [...sides, "image+text"] : sides;
}

/** What is encoded: less where every request may be paid for, and of pairs, whose sides were seen before. */
function extentOf(encoder: Encoder, modality: TrialModality): Pick<ModalityTrialOptions, "inputs" | "alone"> {
  const isPair = modality === "image+text";
  if (encoder.usage) return { inputs: trialInputs(modality, isPair ? 1 : 2), alone: 1 };
  const inputs = trialInputs(modality, isPair ? 2 : undefined);
  return { inputs, alone: inputs.length };
}

/**
 * How much a vector may differ between batches: by the rounding of float32; by more where less is computed with, or where
 * nobody knows, as behind a server. Integers' scales are often taken from the whole batch.
 */
function agreementOf(encoder: Encoder, dtype: string): AgreementBound {
  if (encoder.usage) return { least: 1 - 1e-3, because: "a server" };
  if (dtype === "fp32") return { least: SAME_INPUT };
  return { least: dtype === "fp16" ? 1 - 1e-3 : 0.98, because: dtype };
}

function usageFinding(usage: Readonly<Record<string, number>>): TrialFinding {
  const counted = Object.entries(usage).map(([name, count]) => `${name} ${Number(count.toPrecision(6))}`);
  return { name: "usage", outcome: "passed", detail: counted.join(", ") };
}

async function disposed(encoder: Encoder | undefined): Promise<readonly TrialFinding[]> {
  try {
    await encoder?.[Symbol.asyncDispose]?.();
    return [];
  } catch (error) {
    return [thrownFinding({ name: "disposal", outcome: "doubtful" }, error)];
  }
}
