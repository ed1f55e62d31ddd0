import { MiebError } from "@mieb/core";

/** The error of work that was stopped from outside. */
export function abortedError(): MiebError {
  return new MiebError("ABORTED", "The run was stopped.");
}

/** @throws MiebError `ABORTED` once the signal has fired, whatever reason it was given */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortedError();
}
