import { stripVTControlCharacters } from "node:util";
import { RequestFailure } from "./request-failure.ts";
import { retryAfterMs } from "./retry-after.ts";

export interface Endpoint {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  /** Sent as a bearer token to this address and no other: redirects are not followed. */
  readonly key: string | undefined;
  readonly timeoutMs: number;
}

export interface JsonRequest {
  readonly path: string;
  /** JSON. */
  readonly text: string;
  readonly signal: AbortSignal;
}

/** One attempt. @throws RequestFailure; the signal's reason when it was stopped */
export async function postJson(endpoint: Endpoint, request: JsonRequest): Promise<unknown> {
  const { response, text } = await send(endpoint, request);
  if (response.ok) return parsed(text, response.status, endpoint);
  const said = withoutKey(plain(saidIn(text)), endpoint.key).slice(0, 300);
  throw new RequestFailure(`status ${response.status}`, {
    status: response.status,
    said: response.status >= 300 && response.status < 400 ? `redirects to ${redirectTarget(response, endpoint)}` : said,
    retryAfterMs: retryAfterMs(response.headers.get("retry-after")),
  });
}

async function send(
  { baseUrl, key, timeoutMs }: Endpoint,
  { path, text, signal }: JsonRequest,
): Promise<{ readonly response: Response; readonly text: string }> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const headers = { "content-type": "application/json", ...(key !== undefined && { authorization: `Bearer ${key}` }) };
  const init = {
    method: "POST",
    headers,
    body: text,
    redirect: "manual",
    signal: AbortSignal.any([signal, timeout]),
  } as const;
  try {
    const response = await fetch(`${baseUrl}${path}`, init);
    return { response, text: await response.text() };
  } catch (cause) {
    signal.throwIfAborted();
    const message = timeout.aborted ? `no answer within ${timeoutMs / 1000} s` : systemMessage(cause);
    throw new RequestFailure(message, {
      status: 0,
      isFinal: !timeout.aborted && systemCode(cause) === undefined,
      cause,
    });
  }
}

function parsed(text: string, status: number, { key }: Endpoint): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const reason = syntaxFault(withoutKey(text, key));
    const isCut =
      text === "" || (text.startsWith("{") && (!text.trimEnd().endsWith("}") || /end of JSON/.test(reason)));
    if (isCut) throw new RequestFailure("the answer was cut short", { status: 0 });
    throw new RequestFailure(`an answer that is not JSON: ${reason.slice(0, 200)}`, { status, isFinal: true });
  }
}

/** What is wrong with a text that is no JSON; quotes a part of it. */
function syntaxFault(text: string): string {
  try {
    JSON.parse(text);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
}

/** The message in an error's body; servers put it in one of a few places. */
function saidIn(text: string): string {
  try {
    const body = JSON.parse(text) as Record<string, unknown> | null;
    const nested = (body?.["error"] ?? {}) as Record<string, unknown>;
    const message = nested["message"] ?? body?.["message"] ?? body?.["detail"] ?? body?.["error"];
    return typeof message === "string" ? message : JSON.stringify(message ?? body);
  } catch {
    return text;
  }
}

/** On one line, without what a terminal would take as a command. */
function plain(text: string): string {
  return stripVTControlCharacters(text).replace(/[\s\p{Cc}]+/gu, " ");
}

/** Servers like to repeat a key they do not know. */
function withoutKey(text: string, key: string | undefined): string {
  return key === undefined ? text : text.replaceAll(key, "[key]");
}

function redirectTarget(response: Response, { baseUrl }: Endpoint): string {
  const location = response.headers.get("location") ?? "";
  return URL.canParse(location, baseUrl) ? new URL(location, baseUrl).origin : "nowhere";
}

/** Of the system or of the HTTP client; a blocked port or a malformed address has none. */
function systemCode(error: unknown): string | undefined {
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: { readonly code?: unknown } };
  return [cause?.code, code].find((value) => typeof value === "string");
}

/** What the codes of failed connections mean, for those who do not know them. */
const meanings: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection was reset",
  ENOTFOUND: "no such host",
  UND_ERR_SOCKET: "the server closed the connection before its answer was whole",
  UND_ERR_CONNECT_TIMEOUT: "the connection was not made in time",
};

function systemMessage(error: unknown): string {
  const { cause } = error as { readonly cause?: { readonly message?: unknown } };
  const code = systemCode(error);
  if (code === undefined) return String(cause?.message ?? error);
  return Object.hasOwn(meanings, code) ? `${meanings[code]} (${code})` : code;
}
