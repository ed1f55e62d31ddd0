import { setTimeout as sleep } from "node:timers/promises";
import pRetry from "p-retry";
import { HubRequestError, systemErrorCode } from "./hub-request-error.ts";
import type { HubSettings } from "./hub-options.ts";

/** A hub that asks for a longer pause is not waited for. */
const LONGEST_PAUSE_MS = 5 * 60_000;
const UNREACHABLE = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH"]);

/**
 * Repeats an attempt while its failure may pass: 408, 429, 5xx, a cut or damaged answer. The pauses double, are spread
 * at random, and are never shorter than the hub asks for. An attempt that brought a download further does not count.
 */
export async function retrying<T>(settings: HubSettings, attempt: () => Promise<T>): Promise<T> {
  return pRetry(attempt, {
    retries: settings.retries,
    minTimeout: settings.firstDelayMs,
    maxTimeout: 30_000,
    randomize: true,
    ...(settings.signal ? { signal: settings.signal } : {}),
    shouldConsumeRetry: ({ error }) => !(error instanceof HubRequestError && error.progressed),
    shouldRetry: ({ error, attemptNumber }) => mayPass(error, attemptNumber),
    onFailedAttempt: async ({ error, retriesLeft, attemptNumber }) => {
      if (retriesLeft > 0 && mayPass(error, attemptNumber)) await pauseAsAsked(settings, error);
    },
  });
}

function mayPass(error: Error, attemptNumber: number): boolean {
  if (!(error instanceof HubRequestError) || (error.retryAfterMs ?? 0) > LONGEST_PAUSE_MS) return false;
  // A machine without a network should hear so soon.
  if (UNREACHABLE.has(systemErrorCode(error) ?? "")) return attemptNumber < 3;
  return (
    error.status === 0 || error.status === 408 || error.status === 429 || (error.status >= 500 && error.status !== 508)
  );
}

async function pauseAsAsked({ firstDelayMs, signal }: HubSettings, error: Error): Promise<void> {
  const asked = error instanceof HubRequestError ? error.retryAfterMs : undefined;
  await sleep(asked ?? Math.min(firstDelayMs, 100), undefined, signal ? { signal } : {});
}
