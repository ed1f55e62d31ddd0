import {
  checkEmbeddings,
  collectEmbeddings,
  embeddingSource,
  type Embeddings,
  type Encoder,
  type EncoderInput,
} from "@mieb/core";
import { withPlace } from "../encode/with-place.ts";
import { variantSource } from "../variant/variant-of.ts";
import { rowOf } from "./compare-rows.ts";
import { judgeBatch, judgeDistinct, judgeFinite, type AgreementBound, type NamedRows } from "./judge-block.ts";
import { judgeDimension, type ExpectedDimension } from "./judge-dimension.ts";
import { thrownFinding, type TrialFinding } from "./trial-finding.ts";
import { trialContext, trialInputName } from "./trial-inputs.ts";

export interface ModalityTrialOptions {
  /** For messages. */
  readonly model: string;
  readonly inputs: readonly EncoderInput[];
  /** How many of the inputs, from the first on, are encoded alone too. */
  readonly alone: number;
  readonly agreement: AgreementBound;
  readonly dimension: ExpectedDimension;
  readonly signal: AbortSignal | undefined;
}

export interface ModalityTrial {
  readonly findings: readonly TrialFinding[];
  /** Of the vectors; undefined where nothing could be encoded. */
  readonly dimension: number | undefined;
}

/** Encodes inputs of one kind alone and together, and judges their vectors. Only an abort is thrown. */
export async function tryModality(encoder: Encoder, options: ModalityTrialOptions): Promise<ModalityTrial> {
  const { inputs, alone, signal } = options;
  const start = performance.now();
  const single: Embeddings[] = [];
  let together: Embeddings | undefined;
  try {
    for (const input of inputs.slice(0, alone)) single.push(await encode(encoder, [input], options));
    if (inputs.length > 1) together = await encode(encoder, inputs, options);
  } catch (error) {
    signal?.throwIfAborted();
    const name = single.length < alone ? "encoding" : "batch";
    return { findings: [thrownFinding({ name, outcome: "failed" }, error)], dimension: undefined };
  }
  const times = `${together ? `${inputs.length} together and ` : ""}${alone} alone`;
  const detail = `${times}, in ${Math.round(performance.now() - start)} ms`;
  const judgements = await judge(together, single, options);
  return {
    findings: [{ name: "encoding", outcome: "passed", detail }, ...judgements],
    dimension: (together ?? single[0])?.dimension,
  };
}

async function encode(
  encoder: Encoder,
  batch: readonly EncoderInput[],
  { model, signal }: ModalityTrialOptions,
): Promise<Embeddings> {
  signal?.throwIfAborted();
  const block = await encoder.encode(batch, { ...trialContext, ...(signal && { signal }) }).catch((error: unknown) => {
    throw withPlace(error, model, batch);
  });
  checkEmbeddings(block, batch.length, model);
  return block;
}

async function judge(
  together: Embeddings | undefined,
  single: readonly Embeddings[],
  { inputs, agreement, dimension: expected }: ModalityTrialOptions,
): Promise<readonly TrialFinding[]> {
  const nameOf = (row: number): string => inputName(inputs[row]);
  const blocks: readonly NamedRows[] = [
    ...(together ? [{ block: together, nameOf }] : []),
    ...single.map((block, at) => ({ block, nameOf: () => nameOf(at) })),
  ];
  const finites = blocks.map(judgeFinite);
  const finite = finites.find(({ outcome }) => outcome === "failed") ?? finites[0];
  const dimension = judgeDimension(
    blocks.map(({ block }) => block),
    expected,
  );
  const first = finite ? [finite, dimension] : [dimension];
  if (!together || first.some(({ outcome }) => outcome === "failed")) return first;
  const rows = { block: await keptOf(together, expected.kept), nameOf };
  const alone = await Promise.all(single.map(async (block) => rowOf(await keptOf(block, expected.kept), 0)));
  return [...first, judgeDistinct(rows), judgeBatch(rows, alone, agreement)];
}

function inputName(input: EncoderInput | undefined): string {
  return input ? trialInputName(input) : "no input";
}

/** A block as it is scored: with the first numbers of its vectors only, if so many are asked for. */
async function keptOf(block: Embeddings, dimensions: number | undefined): Promise<Embeddings> {
  return collectEmbeddings(await variantSource(embeddingSource(block), { dimensions }, "trial"));
}
