/** A request that failed, before it is known what the user was after. `status` 0: no answer, or one cut short or damaged. */
export class HubRequestError extends Error {
  readonly status: number;
  readonly url: string;
  /** The hub's own code, from `X-Error-Code`: `RepoNotFound`, `GatedRepo` … */
  readonly errorCode: string | undefined;
  /** How long the hub asks to wait. */
  readonly retryAfterMs: number | undefined;
  /** Bytes arrived that the next attempt need not ask for again. */
  readonly progressed: boolean;

  constructor(message: string, details: HubRequestErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "HubRequestError";
    this.status = details.status;
    this.url = details.url;
    this.errorCode = details.errorCode;
    this.retryAfterMs = details.retryAfterMs;
    this.progressed = details.progressed ?? false;
  }
}

export interface HubRequestErrorDetails {
  readonly status: number;
  readonly url: string;
  readonly errorCode?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly progressed?: boolean;
  readonly cause?: unknown;
}

/** Milliseconds a `Retry-After` header asks for, in either form (seconds or HTTP date); undefined when it says nothing usable. */
export function parseRetryAfter(header: string | null, now: number = Date.now()): number | undefined {
  if (header === null || header.trim() === "") return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Code of the operating system's error (`ECONNREFUSED`) somewhere down the chain of causes. */
export function systemErrorCode(error: unknown): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string") return at.code;
  }
  return undefined;
}
