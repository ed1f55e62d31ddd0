import { inputsName, MiebError, type EncoderInput, type ErrorCode } from "@mieb/core";
import type { RequestFailure } from "./request-failure.ts";

export interface FailedRequest {
  /** Host and port. */
  readonly server: string;
  readonly model: string;
  /** Environment variable of the key. */
  readonly keyVariable: string;
  readonly inputs: readonly EncoderInput[];
}

/** What a failure means to the user: who has to do what. Says which inputs where they may be at fault. */
export function serverError(failure: RequestFailure, request: FailedRequest): MiebError {
  const { code, text, hint } = meaning(failure, request);
  const said = failure.said && failure.status !== 401 ? ` (${failure.said})` : "";
  return new MiebError(code, `${request.server}, ${request.model}: ${text}${said}.`, { hint, cause: failure });
}

interface Meaning {
  readonly code: ErrorCode;
  readonly text: string;
  readonly hint: string;
}

function meaning(failure: RequestFailure, { keyVariable, inputs }: FailedRequest): Meaning {
  const { status, message } = failure;
  if (failure.isFinal && status !== 0) {
    return {
      code: "MODEL_INVALID_OUTPUT",
      text: message,
      hint: "Check that the address is that of an embeddings API.",
    };
  }
  if (status === 401 || status === 402 || status === 403 || status === 407) {
    const hint = `Check the key in ${keyVariable} and what it may be used for.`;
    return { code: "MODEL_ACCESS_DENIED", text: `access denied, ${message}`, hint };
  }
  if (status === 404 || status === 405 || (status >= 300 && status < 400)) {
    const hint = "Check the model's name and the address, which ends before /embeddings: http://host:port/v1#MODEL";
    return { code: "MODEL_NOT_FOUND", text: `not found there, ${message}`, hint };
  }
  if (status === 429) return rateLimited(failure);
  if (status === 0 || status === 408 || status >= 500) {
    const hint =
      "Run the same command again to go on where it stopped; ?timeout= and ?retries= change how long is waited.";
    return { code: "ENVIRONMENT_NETWORK", text: `no vectors, ${message}`, hint };
  }
  const hint = "Look at those inputs and at what the server accepts; --batch-size 1 finds the one at fault.";
  return { code: "MODEL_INVALID_OUTPUT", text: `refuses ${inputsName(inputs)}, ${message}`, hint };
}

function rateLimited({ message, retryAfterMs }: RequestFailure): Meaning {
  const pause = retryAfterMs === undefined ? "" : `, asks to wait ${Math.ceil(retryAfterMs / 1000)} s`;
  const hint = "Run the same command again later to go on where it stopped, or lower ?concurrency=.";
  return { code: "ENVIRONMENT_RATE_LIMITED", text: `too many requests, ${message}${pause}`, hint };
}
