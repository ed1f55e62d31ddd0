import type { Retry } from "./http-client.ts";

/** A line for people: `localhost:8000: status 429; waiting 8.0 s (2 of 6).` */
export function retryText(server: string, { reason, waitMs, attempt, attempts }: Retry): string {
  const seconds = waitMs < 10_000 ? (waitMs / 1000).toFixed(1) : Math.round(waitMs / 1000);
  return `${server}: ${reason}; waiting ${seconds} s (${attempt} of ${attempts}).`;
}
