import { MiebError, type Embeddings, type EncoderInput } from "@mieb/core";
import PQueue from "p-queue";
import type { ApiAnswer, ApiInput, EmbeddingApi } from "../apis/embedding-api.ts";
import type { HttpClient } from "../http/http-client.ts";
import { isTooLarge, RequestFailure } from "../http/request-failure.ts";
import { serverError, type FailedRequest } from "../http/server-error.ts";
import { readRows } from "./read-rows.ts";
import type { UsageMeter } from "./usage-meter.ts";

/** Inputs of one request, as the runner gave them and as they travel. */
export interface Part {
  readonly inputs: readonly EncoderInput[];
  readonly sent: readonly ApiInput[];
}

export interface SendOptions {
  readonly instruction: string | undefined;
  readonly signal: AbortSignal;
}

export interface PartSender {
  /** Vectors of a part, in order; several blocks where it had to be halved. @throws MiebError */
  send(part: Part, options: SendOptions): Promise<readonly Embeddings[]>;
  /** Inputs that a request with or without images may have, as far as is known by now. */
  maxInputs(withImages: boolean): number;
}

export interface PartSenderOptions {
  readonly api: EmbeddingApi;
  readonly client: HttpClient;
  readonly names: Omit<FailedRequest, "inputs">;
  readonly meter: UsageMeter;
  readonly concurrency: number;
  /** Asked for; else that of the first answer. */
  readonly dimensions: number | undefined;
}

/** Sends parts, `concurrency` at once. One the server finds too large is halved, and the limit lowered to the half. */
export function partSender({ api, client, names, meter, concurrency, dimensions }: PartSenderOptions): PartSender {
  const queue = new PQueue({ concurrency });
  const limits = { ...api.limits };
  let dimension = dimensions;

  async function request({ inputs, sent }: Part, { instruction, signal }: SendOptions): Promise<Embeddings> {
    signal.throwIfAborted();
    const { path, body } = api.request(sent, instruction);
    const answer = await client.post(path, body, signal);
    const { rows, usage } = readable(() => api.answer(answer, inputs.length), names);
    meter.add(usage);
    const embeddings = readRows(rows, { server: names.server, inputs, dimension });
    dimension ??= embeddings.dimension;
    return embeddings;
  }

  async function send(part: Part, options: SendOptions): Promise<readonly Embeddings[]> {
    try {
      return [await queue.add(() => request(part, options))];
    } catch (error) {
      if (!(error instanceof RequestFailure)) throw error;
      const { length } = part.inputs;
      if (length === 1 || !isTooLarge(error)) throw serverError(error, { ...names, inputs: part.inputs });
      const half = Math.ceil(length / 2);
      const kind = hasImages(part) ? "images" : "inputs";
      limits[kind] = Math.min(limits[kind], half);
      const halves = [slicePart(part, 0, half), slicePart(part, half, length)];
      return (await Promise.all(halves.map((each) => send(each, options)))).flat();
    }
  }

  return { send, maxInputs: (withImages) => (withImages ? limits.images : limits.inputs) };
}

export function hasImages({ sent }: Pick<Part, "sent">): boolean {
  return sent[0]?.image !== undefined;
}

export function slicePart({ inputs, sent }: Part, start: number, end: number): Part {
  return { inputs: inputs.slice(start, end), sent: sent.slice(start, end) };
}

function readable(read: () => ApiAnswer, { server, model }: Omit<FailedRequest, "inputs">): ApiAnswer {
  try {
    return read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MiebError("MODEL_INVALID_OUTPUT", `${server}, ${model}: the answer makes no sense: ${reason}.`, {
      hint: "Check that the address is that of an embeddings API.",
    });
  }
}
