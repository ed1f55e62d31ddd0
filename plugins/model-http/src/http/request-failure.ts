/** A request that failed, before it is known which inputs it was for. `status` 0: no answer, or one cut short. */
export class RequestFailure extends Error {
  readonly status: number;
  /** What the server said, shortened, without the key. */
  readonly said: string;
  readonly retryAfterMs: number | undefined;
  /** The answer came whole and makes no sense, or `fetch` itself refuses the address. */
  readonly isFinal: boolean;

  constructor(message: string, details: RequestFailureDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "RequestFailure";
    this.status = details.status;
    this.said = details.said ?? "";
    this.retryAfterMs = details.retryAfterMs;
    this.isFinal = details.isFinal ?? false;
  }
}

export interface RequestFailureDetails {
  readonly status: number;
  readonly said?: string;
  readonly retryAfterMs?: number | undefined;
  readonly isFinal?: boolean;
  readonly cause?: unknown;
}

/** A server that asks for a longer pause is not waited for. */
const longestPauseMs = 5 * 60_000;
const unreachable = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH/;

/** Whether the same request may succeed later: no answer, 408, 429, 5xx, unless the pause asked for is too long. */
export function mayPass({ message, status, isFinal, retryAfterMs = 0 }: RequestFailure, attempt: number): boolean {
  if (isFinal || retryAfterMs > longestPauseMs) return false;
  // A server that is not running should be told of soon.
  if (unreachable.test(message)) return attempt < 3;
  return status === 0 || status === 408 || status === 429 || (status >= 500 && status !== 501);
}

/** Whether a smaller batch may fit: 413, or a refusal that speaks of the batch's size. */
export function isTooLarge({ status, said }: RequestFailure): boolean {
  return (
    status === 413 || ((status === 400 || status === 422) && /\bbatch|too many (?:inputs|tokens|items)/i.test(said))
  );
}
