import {
  concatEmbeddings,
  MiebError,
  type Embeddings,
  type Encoder,
  type EncoderInput,
  type EncodeOptions,
} from "@mieb/core";
import PQueue from "p-queue";
import type { ApiInput, EmbeddingApi } from "../apis/embedding-api.ts";
import { httpClient, type HttpClientOptions } from "../http/http-client.ts";
import { isTooLarge, RequestFailure } from "../http/request-failure.ts";
import { serverError, type FailedRequest } from "../http/server-error.ts";
import { imageDataUrl } from "./image-data-url.ts";
import { readRows } from "./read-rows.ts";
import { splitBatch } from "./split-batch.ts";
import { usageMeter } from "./usage-meter.ts";

export interface ServerEncoderOptions {
  readonly api: EmbeddingApi;
  readonly client: HttpClientOptions;
  readonly names: Omit<FailedRequest, "inputs">;
  readonly concurrency: number;
  readonly dimensions?: number | undefined;
  readonly price?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Inputs of one request, as the runner gave them and as they travel. */
interface Part {
  readonly inputs: readonly EncoderInput[];
  readonly sent: readonly ApiInput[];
}

/** An encoder that asks a server. A batch the server finds too large is halved, and later ones are cut to what fitted. */
export function serverEncoder(options: ServerEncoderOptions): Encoder {
  const { api, names } = options;
  const client = httpClient(options.client);
  const queue = new PQueue({ concurrency: options.concurrency });
  const meter = usageMeter(options.price);
  const disposal = new AbortController();
  const limits = { ...api.limits };
  let dimension = options.dimensions;

  async function request(
    { inputs, sent }: Part,
    instruction: string | undefined,
    signal: AbortSignal,
  ): Promise<Embeddings> {
    const { path, body } = api.request(sent, instruction);
    const { rows, usage } = answerOf(await client.post(path, body, signal));
    meter.add(usage);
    const embeddings = readRows(rows, { server: names.server, inputs, dimension });
    dimension ??= embeddings.dimension;
    return embeddings;
  }

  function answerOf(body: unknown): ReturnType<EmbeddingApi["answer"]> {
    try {
      return api.answer(body);
    } catch (error) {
      const message = `${names.server}, ${names.model}: the answer makes no sense: ${(error as Error).message}.`;
      throw new MiebError("MODEL_INVALID_OUTPUT", message, {
        hint: "Check that the address is that of an embeddings API.",
      });
    }
  }

  async function send(
    part: Part,
    instruction: string | undefined,
    signal: AbortSignal,
  ): Promise<readonly Embeddings[]> {
    try {
      const job = async (): Promise<Embeddings> => {
        signal.throwIfAborted();
        return request(part, instruction, signal);
      };
      return [await queue.add(job)];
    } catch (error) {
      if (!(error instanceof RequestFailure)) throw error;
      const { length } = part.inputs;
      if (length === 1 || !isTooLarge(error)) throw serverError(error, { ...names, inputs: part.inputs });
      const half = Math.ceil(length / 2);
      const kind = part.sent[0]?.image === undefined ? "inputs" : "images";
      limits[kind] = Math.min(limits[kind], half);
      const halves = [slice(part, 0, half), slice(part, half, length)];
      return (await Promise.all(halves.map((each) => send(each, instruction, signal)))).flat();
    }
  }

  async function encode(inputs: readonly EncoderInput[], encodeOptions: EncodeOptions): Promise<Embeddings> {
    const failed = new AbortController();
    const signals = [failed.signal, disposal.signal, options.signal, encodeOptions.signal].filter(
      (signal) => signal !== undefined,
    );
    const signal = AbortSignal.any(signals);
    const sent = await Promise.all(inputs.map((input) => toApiInput(input, encodeOptions)));
    const maxInputs = sent[0]?.image === undefined ? limits.inputs : limits.images;
    const parts = splitBatch(sent, maxInputs).map(([start, end]) => slice({ inputs, sent }, start, end));
    try {
      const blocks = await Promise.all(parts.map((part) => send(part, api.instruction(encodeOptions), signal)));
      return concatEmbeddings(blocks.flat(), dimension ?? 0);
    } catch (error) {
      failed.abort();
      throw error;
    }
  }

  return {
    encode,
    concurrency: options.concurrency,
    usage: () => ({ requests: client.requests, ...meter.totals }),
    [Symbol.asyncDispose]: async () => disposal.abort(),
  };
}

async function toApiInput({ text, image }: EncoderInput, { imageConversion }: EncodeOptions): Promise<ApiInput> {
  return { ...(text !== undefined && { text }), ...(image && { image: await imageDataUrl(image, imageConversion) }) };
}

function slice({ inputs, sent }: Part, start: number, end: number): Part {
  return { inputs: inputs.slice(start, end), sent: sent.slice(start, end) };
}
