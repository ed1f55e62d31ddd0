import { MiebError } from "@mieb/core";

/** @throws MiebError `ABORTED` once the signal has fired. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new MiebError("ABORTED", "The work of a kernel was stopped.", { cause: signal.reason });
}
