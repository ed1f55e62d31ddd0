import { MiebError } from "@mieb/core";

/** @throws MiebError `ABORTED` once the signal was given */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new MiebError("ABORTED", "Scoring was stopped.", { cause: signal.reason });
}
