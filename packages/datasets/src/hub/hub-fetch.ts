import { HubRequestError, parseRetryAfter, systemErrorCode } from "./hub-request-error.ts";
import type { HubSettings } from "./hub-options.ts";

const MAXIMUM_REDIRECTS = 10;

/** The answer of the last host, and the headers of the hub itself, which carry a file's etag before it redirects to storage. */
export interface HubAnswer {
  readonly response: Response;
  readonly hubHeaders: Headers;
}

/**
 * One request to the hub, redirects followed. The token goes to the endpoint's own origin and to no other.
 * @throws HubRequestError for every status but 2xx and for a request without an answer
 */
export async function hubFetch(settings: HubSettings, url: string, init: RequestInit = {}): Promise<HubAnswer> {
  let target = new URL(url);
  let hubHeaders: Headers | undefined;
  for (let hop = 0; hop <= MAXIMUM_REDIRECTS; hop++) {
    const response = await send(settings, target, init);
    hubHeaders ??= response.headers;
    const location = response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
    if (location === null) return { response: await accepted(response, target.href), hubHeaders };
    await response.body?.cancel();
    target = new URL(location, target);
    if (target.origin === new URL(url).origin) hubHeaders = undefined;
  }
  throw new HubRequestError(`more than ${MAXIMUM_REDIRECTS} redirects`, { status: 508, url });
}

async function send(settings: HubSettings, target: URL, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.delete("authorization");
  if (settings.token !== undefined && target.origin === new URL(settings.endpoint).origin) {
    headers.set("authorization", `Bearer ${settings.token}`);
  }
  try {
    return await fetch(target, { ...init, headers, redirect: "manual", signal: settings.signal ?? null });
  } catch (cause) {
    settings.signal?.throwIfAborted();
    const code = systemErrorCode(cause);
    throw new HubRequestError(code ?? String(cause), { status: 0, url: target.href, cause });
  }
}

async function accepted(response: Response, url: string): Promise<Response> {
  if (response.ok) return response;
  const text = await response.text().catch(() => "");
  const said = response.headers.get("x-error-message") ?? text.slice(0, 200);
  throw new HubRequestError(`status ${response.status}${said ? ` (${said})` : ""}`, {
    status: response.status,
    url,
    errorCode: response.headers.get("x-error-code") ?? undefined,
    retryAfterMs: parseRetryAfter(response.headers.get("retry-after")),
  });
}
