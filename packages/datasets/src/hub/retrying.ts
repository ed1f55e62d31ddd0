import { setTimeout as sleep } from "node:timers/promises";
import pRetry from "p-retry";
import { HubRequestError, systemErrorCode } from "./hub-request-error.ts";
import type { HubRetry, HubSettings } from "./hub-options.ts";

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
    onFailedAttempt: async ({ error, retriesLeft, attemptNumber, retryDelay }) => {
      if (retriesLeft <= 0 || !mayPass(error, attemptNumber)) return;
      const pause = pauseMs(settings, error);
      report(settings, error, { waitMs: pause + retryDelay, attempt: settings.retries - retriesLeft + 1 });
      await sleep(pause, undefined, settings.signal ? { signal: settings.signal } : {});
    },
  });
}

/** A line for people: `The hub: status 429 for …/config.json; waiting 8 s (2 of 5).` */
export function retryText({ reason, url, waitMs, attempt, attempts }: HubRetry): string {
  const seconds = waitMs < 10_000 ? (waitMs / 1000).toFixed(1) : Math.round(waitMs / 1000);
  const file = url.split(/[?#]/)[0]?.split("/").slice(-2).join("/") ?? "";
  return `The hub: ${reason}${file && ` for …/${file}`}; waiting ${seconds} s (${attempt} of ${attempts}).`;
}

function mayPass(error: Error, attemptNumber: number): boolean {
  if (!(error instanceof HubRequestError) || (error.retryAfterMs ?? 0) > LONGEST_PAUSE_MS) return false;
  if (isRefusedHere(error)) return false;
  // A machine without a network should hear so soon.
  if (UNREACHABLE.has(systemErrorCode(error) ?? "")) return attemptNumber < 3;
  return (
    error.status === 0 || error.status === 408 || error.status === 429 || (error.status >= 500 && error.status !== 508)
  );
}

/** `fetch` itself says no, to a blocked port or a malformed address: a TypeError without the code of any system error. */
function isRefusedHere({ cause }: HubRequestError): boolean {
  return cause instanceof TypeError && systemErrorCode(cause) === undefined;
}

/** Pause before p-retry's own, in milliseconds: what the hub asks for. */
function pauseMs({ firstDelayMs }: HubSettings, error: Error): number {
  const asked = error instanceof HubRequestError ? error.retryAfterMs : undefined;
  return asked ?? Math.min(firstDelayMs, 100);
}

function report(
  { onRetry, retries }: HubSettings,
  error: Error,
  { waitMs, attempt }: { readonly waitMs: number; readonly attempt: number },
): void {
  const url = error instanceof HubRequestError ? error.url : "";
  onRetry({ reason: error.message, url, waitMs, attempt, attempts: retries });
}
