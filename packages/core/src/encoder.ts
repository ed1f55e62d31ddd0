import { placeName } from "./cell-error.ts";
import type { CellOrigin } from "./table.ts";
import type { Embeddings } from "./embeddings.ts";
import type { TaskMetadata } from "./task-metadata.ts";

/** A kind of input. Open on purpose: plugins may bring others. */
export type Modality = "image" | "text" | (string & {});

/** Which side of a search is encoded; tasks other than retrieval have none. */
export type Role = "query" | "document";

/**
 * What happens to images that are not RGB: `native` leaves it to the model's own processor, `rgb` converts plainly
 * beforehand and thereby drops alpha.
 */
export type ImageConversion = "native" | "rgb";

/** Where an input comes from, for messages and for encoders that look vectors up. */
export interface InputIdentity {
  /** Table (repository, config, split) and row; candidate labels have the table `labels`. */
  readonly table: string;
  readonly column: string;
  readonly row: number;
  /** SHA-256 of the encoded image bytes and/or the UTF-8 text, in hexadecimal. */
  readonly contentHash: string;
  /** Where the cell stands in the repository, if the table was derived from others: for messages. */
  readonly origin?: CellOrigin;
}

/** An input as messages name it: the repository's own table and row, also where the task derived its table. */
export function inputName({ identity }: Pick<EncoderInput, "identity">): string {
  return placeName(identity.origin ?? identity);
}

/** The inputs of a batch as messages name them, by the first and the last: `mteb/cifar10 (default/test): column "image", rows 0 to 31`. */
export function inputsName(inputs: readonly Pick<EncoderInput, "identity">[]): string {
  const [first, last] = [inputs[0], inputs.at(-1)];
  if (!first || !last) return "no input";
  const [from, to] = [first.identity.origin ?? first.identity, last.identity.origin ?? last.identity];
  const isOneColumn = from.table === to.table && from.column === to.column;
  return isOneColumn ? placeName(from, to.row) : `${placeName(from)} to ${placeName(to)}`;
}

/** One input: a text, an encoded image (PNG, JPEG … file bytes), or both for a jointly encoded pair. */
export interface EncoderInput {
  readonly text?: string;
  readonly image?: Uint8Array;
  readonly identity: InputIdentity;
}

/** The context in which a batch is encoded. All inputs of a batch have the same modalities and the same context. */
export interface EncodeOptions {
  readonly task: TaskMetadata;
  readonly split: string;
  readonly subset: string;
  readonly role?: Role;
  readonly imageConversion: ImageConversion;
  readonly signal?: AbortSignal;
}

/**
 * What the runner must know of an encoder to find its vectors in the embedding store. A loaded {@link Encoder} has them;
 * `Model.describe` tells them beforehand.
 */
export interface EncoderTraits {
  /**
   * Hash of everything that changes the vectors besides the input: weights, preprocessing and tokenizer
   * configuration, dtype, dimension. Part of the embedding store's key. Without it nothing is cached.
   */
  readonly fingerprint?: string;
  /** Default: both image and text. */
  readonly modalities?: readonly Modality[];
  /**
   * How a pair of image and text becomes one row: the `sum` of two vectors (default), the vectors of both in one list
   * (`concatenate`, for late interaction), or encoded together (`joint`). But for the last, each side is cached alone.
   */
  readonly fusion?: "sum" | "concatenate" | "joint";
  /** `rgb` when the model always drops alpha, whatever the request says. Default `native`. */
  readonly imageConversion?: ImageConversion;
  /**
   * Bytes that the loaded encoder holds of this process's memory and that grow with the user's data, such as an index of
   * keys: they count against the run's ceiling, unlike weights and what an inference engine takes. Default 0.
   */
  readonly heldBytes?: number;
  /** Versions of the programs behind the vectors, by name (`python`, `torch` …); recorded in a result's provenance. */
  readonly software?: Readonly<Record<string, string>>;
  /** Instruction the encoder puts before its inputs in this context; part of the key. Absent for models that use none. */
  instruction?(options: EncodeOptions): string | undefined;
}

/**
 * A loaded model. The runner batches, caches, orders and retries; an encoder only turns inputs into vectors.
 *
 * The smallest encoder is `{ encode: async (batch) => … }`; everything else has a default.
 */
export interface Encoder extends EncoderTraits {
  /**
   * One row per input, in order. The runner keeps up to `concurrency` calls in flight, so that reading and
   * preprocessing of one batch overlap with inference on another.
   */
  encode(batch: readonly EncoderInput[], options: EncodeOptions): Promise<Embeddings>;
  /** Batches that may be in flight at once, asked anew before each. Default 1. */
  readonly concurrency?: number;
  /**
   * What encoding has taken since the encoder was loaded, for encoders that are metered or billed (`requests`,
   * `total_tokens`, `cost` …): sums that only grow. A result's provenance records what its task added.
   */
  usage?(): Readonly<Record<string, number>>;
  /**
   * For encoders that look vectors up: which of these inputs they have none of, as ascending indices. `mieb export-inputs
   * --model` writes those alone.
   */
  lacking?(inputs: readonly EncoderInput[], options: EncodeOptions): Promise<readonly number[]>;
  /**
   * For encoders that look vectors up and encode nothing: all rows they hold, in blocks. `mieb doctor` reads them, since it has
   * no input that they know. A block is only valid until the next one is asked for.
   */
  stored?(): AsyncIterable<Embeddings>;
  /** Frees sessions, workers and child processes. Called once, also after a failure. */
  [Symbol.asyncDispose]?(): Promise<void>;
}
