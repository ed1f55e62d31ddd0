import { setTimeout as sleep } from "node:timers/promises";
import pRetry from "p-retry";
import { postJson, type Endpoint } from "./post-json.ts";
import { mayPass, RequestFailure } from "./request-failure.ts";

export interface HttpClientOptions extends Endpoint {
  readonly retries: number;
  /** Pause before the first repetition; the following ones double. Default 1 s. */
  readonly firstDelayMs?: number;
  /** Called before the pause, so that a run which waits can say for what. */
  readonly onRetry?: ((retry: Retry) => void) | undefined;
}

/** A failed request that is about to be repeated. */
export interface Retry {
  /** What came instead: `status 429`, `the connection was reset (ECONNRESET)` … */
  readonly reason: string;
  /** Pause before the next attempt. */
  readonly waitMs: number;
  /** Which repetition comes next, from 1, and how many there may be. */
  readonly attempt: number;
  readonly attempts: number;
}

export interface HttpClient {
  /** Sends JSON and gives the JSON that comes back. @throws RequestFailure once repeating does not help */
  post(path: string, body: unknown, signal: AbortSignal): Promise<unknown>;
  /** Requests sent so far, repetitions included. */
  readonly requests: number;
}

/**
 * Repeats requests whose failure may pass. Pauses double, are spread at random, and are never shorter than the server's
 * `Retry-After`, which holds back all other requests of this client too.
 */
export function httpClient({ retries, firstDelayMs = 1000, onRetry, ...endpoint }: HttpClientOptions): HttpClient {
  let notBefore = 0;
  let requests = 0;

  async function attempt(path: string, text: string, signal: AbortSignal): Promise<unknown> {
    while (notBefore > Date.now()) await sleep(notBefore - Date.now(), undefined, { signal });
    requests++;
    return postJson(endpoint, { path, text, signal }).catch((error: unknown) => {
      if (error instanceof RequestFailure && error.retryAfterMs !== undefined && mayPass(error, 1)) {
        notBefore = Math.max(notBefore, Date.now() + error.retryAfterMs);
      }
      throw error;
    });
  }

  return {
    post: (path, body, signal) => {
      const text = JSON.stringify(body);
      return pRetry(() => attempt(path, text, signal), {
        retries,
        minTimeout: firstDelayMs,
        maxTimeout: 30_000,
        randomize: true,
        signal,
        shouldRetry: ({ error, attemptNumber }) => error instanceof RequestFailure && mayPass(error, attemptNumber),
        onFailedAttempt: ({ error, attemptNumber, retriesLeft, retryDelay }) => {
          if (retriesLeft === 0 || !(error instanceof RequestFailure && mayPass(error, attemptNumber))) return;
          const waitMs = Math.max(retryDelay, notBefore - Date.now());
          onRetry?.({ reason: error.message, waitMs, attempt: attemptNumber, attempts: retries });
        },
      });
    },
    get requests() {
      return requests;
    },
  };
}
