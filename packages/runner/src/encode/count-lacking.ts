import { MiebError, toMiebError, type EncodeOptions } from "@mieb/core";
import type { InputReader } from "./input-reader.ts";
import type { ModelSession } from "./model-session.ts";
import { windows } from "./windows.ts";

interface LackingContext {
  readonly request: string;
  readonly reader: InputReader;
  readonly session: ModelSession;
  readonly encodeOptions: EncodeOptions;
  readonly windowBytes: number;
}

/**
 * The failure of an encoder that looks vectors up, with the number of the request's inputs that have none: the encoder
 * itself sees no more than a batch. Any other failure as it is.
 */
export async function withLackingCount(failure: unknown, context: LackingContext): Promise<unknown> {
  const { code, message, hint } = toMiebError(failure);
  if (code !== "MODEL_INVALID_OUTPUT") return failure;
  const encoder = await context.session.encoder();
  if (!encoder.lacking) return failure;
  let count = 0;
  for await (const inputs of windows(context.reader, context.windowBytes)) {
    context.encodeOptions.signal?.throwIfAborted();
    count += (await encoder.lacking(inputs, context.encodeOptions)).length;
  }
  if (count === 0) return failure;
  const counted = `${count} of the ${context.reader.rowCount} inputs of request "${context.request}" have no vector. ${message}`;
  return new MiebError(code, counted, { ...(hint !== undefined && { hint }), cause: failure });
}
