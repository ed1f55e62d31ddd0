import { inputsName, type EncodeOptions, type Encoder, type EncoderTraits } from "@mieb/core";
import { inputBatch } from "./arrow/input-batch.ts";
import { readVectors } from "./arrow/read-vectors.ts";
import { batchFailure } from "./child/failures.ts";
import type { PythonChild } from "./child/python-child.ts";

/** An encoder whose model lives in a child process. While it computes one batch, the next is on its way. */
export function pythonEncoder(model: string, traits: EncoderTraits, child: PythonChild): Encoder & AsyncDisposable {
  return {
    ...traits,
    concurrency: 2,
    async encode(batch, options) {
      options.signal?.throwIfAborted();
      const answer = child.encode(contextOf(options), inputBatch(batch));
      const { header, body } = await untilAborted(answer, options.signal);
      if (header.type === "error") throw batchFailure({ model, command: child.command }, inputsName(batch), header);
      return readVectors(body, model);
    },
    [Symbol.asyncDispose]: () => child.close(),
  };
}

/** What mteb gives a model beside the inputs. */
function contextOf({ task, split, subset, role, imageConversion }: EncodeOptions): Readonly<Record<string, unknown>> {
  return { task, split, subset, imageConversion, ...(role && { role }) };
}

/** Python cannot be stopped within a batch; who is told to stop no longer waits for it. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  work.catch(() => undefined);
  return Promise.race([work, aborted.promise]).finally(() => signal.removeEventListener("abort", abort));
}
