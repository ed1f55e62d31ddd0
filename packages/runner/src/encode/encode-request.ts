import {
  MiebError,
  type EmbeddingSource,
  type EncodeOptions,
  type EncodeRequest,
  type EncoderTraits,
  type TaskDataset,
} from "@mieb/core";
import { requireRoom, type MemoryShares } from "../memory/memory-shares.ts";
import { withLackingCount } from "./count-lacking.ts";
import { concatenateSources } from "./concatenated-source.ts";
import { encodeInputs, type PendingEmbeddings } from "./encode-inputs.ts";
import { inputReaders, jointModality, type InputReader } from "./input-reader.ts";
import type { ModelSession } from "./model-session.ts";
import { progressMeter, type EncodeProgress } from "./progress-meter.ts";
import { settleAll } from "./settle-all.ts";
import { sumSources } from "./summed-source.ts";

export interface EncodeContext {
  readonly session: ModelSession;
  readonly dataset: TaskDataset;
  /** All but role and image conversion, which the request says. */
  readonly encodeOptions: Pick<EncodeOptions, "task" | "split" | "subset" | "signal">;
  readonly batchSize: number;
  readonly memory: MemoryShares;
  /** Told the milliseconds that each batch took. */
  onEncoded?(milliseconds: number): void;
  onProgress(progress: EncodeProgress): void;
}

/**
 * The embeddings of a request, one row per input: from the store where it has them, the rest encoded and stored first.
 * Equal inputs are encoded once. Resolves when all is handed to the encoder; faults that show later are those of
 * {@link PendingEmbeddings.settled}.
 * @throws MiebError `DATASET_EMPTY_SPLIT`, `MODEL_MODALITY_MISSING`, `MODEL_INVALID_OUTPUT`
 */
export async function encodeRequest(
  name: string,
  request: EncodeRequest,
  context: EncodeContext,
): Promise<PendingEmbeddings> {
  const traits = await context.session.traits();
  const readers = inputReaders(name, request, { dataset: context.dataset, fusion: traits.fusion ?? "sum" });
  const total = readers.reduce((sum, { rowCount }) => sum + rowCount, 0);
  if (total === 0) throw emptyRequest(name, request, context);
  const storedRows = (await context.session.partition()).rowCount;
  const heldBytes = traits.heldBytes ?? 0;
  requireRoom(context.memory.ceiling, { rows: total, storedRows, heldBytes }, name);
  const windowBytes = context.memory.window;
  const encodeOptions = optionsOf(request, traits, context.encodeOptions);
  const progress = progressMeter(total, context.onProgress);
  const parts: Promise<EmbeddingSource>[] = [];
  const encodePart = async (reader: InputReader): Promise<void> => {
    checkModality(reader, traits, context.session);
    const encode = {
      ...context,
      windowBytes,
      encodeOptions,
      progress,
      instruction: traits.instruction?.(encodeOptions),
    };
    const counted = async (error: unknown): Promise<never> => {
      throw await withLackingCount(error, { ...encode, request: name, reader });
    };
    const pending = await encodeInputs(reader, encode).catch(counted);
    const part = pending.settled().catch(counted);
    part.catch(() => undefined); // Whoever asks for the embeddings sees the failure.
    parts.push(part);
  };
  try {
    for (const reader of readers) await encodePart(reader);
  } catch (error) {
    await Promise.allSettled(parts);
    throw error;
  }
  return { settled: () => joined(parts, traits) };
}

/** The sides of an image with a text that were encoded apart become one; a single side is as it is. */
async function joined(parts: readonly Promise<EmbeddingSource>[], { fusion }: EncoderTraits): Promise<EmbeddingSource> {
  const sources = await settleAll(parts);
  const [first, second] = sources as [EmbeddingSource, EmbeddingSource?];
  if (!second) return first;
  return fusion === "concatenate" ? concatenateSources(first, second) : sumSources(first, second);
}

function optionsOf(request: EncodeRequest, traits: EncoderTraits, base: EncodeContext["encodeOptions"]): EncodeOptions {
  const wanted = "texts" in request ? undefined : request.imageConversion;
  const imageConversion = traits.imageConversion === "rgb" ? "rgb" : (wanted ?? "native");
  return { ...base, imageConversion, ...(request.role && { role: request.role }) };
}

function checkModality({ modality }: InputReader, traits: EncoderTraits, { name, dtype }: ModelSession): void {
  const missing = (modality === jointModality ? ["image", "text"] : [modality]).filter(
    (needed) => traits.modalities !== undefined && !traits.modalities.includes(needed),
  );
  if (missing.length === 0) return;
  throw new MiebError(
    "MODEL_MODALITY_MISSING",
    `${name}${dtype === "fp32" ? "" : ` with --dtype ${dtype}`} encodes ${traits.modalities?.join(" and ")}, not ${missing.join(" and ")}.`,
    { hint: "Choose a model, or weights, that have the modality, or leave the task out." },
  );
}

function emptyRequest(name: string, request: EncodeRequest, { encodeOptions, dataset }: EncodeContext): MiebError {
  const table = "texts" in request ? "the list of texts" : dataset[request.table]?.name;
  const { task, split, subset } = encodeOptions;
  return new MiebError(
    "DATASET_EMPTY_SPLIT",
    `${task.name} (${split}, ${subset}): ${table} has no rows to encode as "${name}".`,
    {
      hint: "Check the repository's split, and the task's `transform` if it filters rows.",
    },
  );
}
