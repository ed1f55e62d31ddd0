import { concatEmbeddings, type Encoder, type EncodeOptions, type EncoderInput } from "@mieb/core";
import type { ApiInput } from "../apis/embedding-api.ts";
import { httpClient, type HttpClientOptions } from "../http/http-client.ts";
import { imageDataUrl } from "./image-data-url.ts";
import { hasImages, partSender, slicePart, type PartSenderOptions } from "./part-sender.ts";
import { splitBatch } from "./split-batch.ts";
import { usageMeter } from "./usage-meter.ts";

export interface ServerEncoderOptions extends Omit<PartSenderOptions, "client" | "meter"> {
  readonly http: HttpClientOptions;
  /** Of a million tokens. */
  readonly price: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/** An encoder that asks a server. A batch becomes as many requests as the API's limits make of it. */
export function serverEncoder({ http, price, signal: runSignal, ...options }: ServerEncoderOptions): Encoder {
  const { api, concurrency } = options;
  const client = httpClient(http);
  const meter = usageMeter(price);
  const sender = partSender({ ...options, client, meter });
  const disposal = new AbortController();

  const encode: Encoder["encode"] = async (inputs, encodeOptions) => {
    const failed = new AbortController();
    const signals = [failed.signal, disposal.signal, runSignal, encodeOptions.signal];
    const signal = AbortSignal.any(signals.filter((each) => each !== undefined));
    const sent = await Promise.all(inputs.map((input) => toApiInput(input, encodeOptions)));
    const parts = splitBatch(sent, sender.maxInputs(hasImages({ sent })));
    const instruction = api.instruction(encodeOptions);
    try {
      const sending = parts.map(([start, end]) =>
        sender.send(slicePart({ inputs, sent }, start, end), { instruction, signal }),
      );
      const blocks = (await Promise.all(sending)).flat();
      return concatEmbeddings(blocks, blocks[0]?.dimension ?? 0);
    } catch (error) {
      // What is left of the batch would be paid for and thrown away.
      failed.abort();
      throw error;
    }
  };

  return {
    encode,
    concurrency,
    usage: () => ({ requests: client.requests, ...meter.totals }),
    [Symbol.asyncDispose]: async () => disposal.abort(),
  };
}

async function toApiInput({ text, image }: EncoderInput, { imageConversion }: EncodeOptions): Promise<ApiInput> {
  return { ...(text !== undefined && { text }), ...(image && { image: await imageDataUrl(image, imageConversion) }) };
}
