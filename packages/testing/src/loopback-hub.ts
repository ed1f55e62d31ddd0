import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { answerTo, refused, type Answer, type Contents } from "./loopback-hub-answers.ts";

/** A request as the hub saw it. */
export interface LoopbackRequest {
  readonly method: string;
  /** Path with its query. */
  readonly path: string;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** 1 for the first request with this method and path, 2 for the second … */
  readonly attempt: number;
}

/** What goes wrong with a request; without a field that part goes right. */
export interface LoopbackFailure {
  /** Answer with this status and no content. */
  readonly status?: number;
  /** Over the headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Break the connection after so many bytes of the body. */
  readonly cutAfter?: number;
  /** Flip the bits of this byte of the body. */
  readonly corruptByte?: number;
  readonly delayMs?: number;
  /** Send the client to the same path at this origin. */
  readonly redirectTo?: string;
}

export interface LoopbackHubOptions extends Contents {
  /** Bearer token every request must carry; without it the answer is 401, as for a gated repository. */
  readonly token?: string;
  /** Decides what goes wrong; called once per request. The same requests meet the same failures: nothing is random. */
  readonly failures?: (request: LoopbackRequest) => LoopbackFailure | undefined;
}

export interface LoopbackHub {
  /** For `HF_ENDPOINT`, such as `http://127.0.0.1:49152`. */
  readonly endpoint: string;
  /** Every request so far, in order. */
  readonly requests: readonly LoopbackRequest[];
  close(): Promise<void>;
}

/**
 * Serves a folder of repositories on loopback over the hub's HTTP interface (revision info, file trees, `resolve` with
 * ETag, ranges and the `X-Repo-Commit` and `X-Linked-…` headers), well enough for Python's clients too. Any full
 * commit hash is served.
 */
export async function startLoopbackHub(options: LoopbackHubOptions): Promise<LoopbackHub> {
  const requests: LoopbackRequest[] = [];
  const server = createServer((incoming, response) => {
    const request = seen(incoming, requests);
    requests.push(request);
    answer({ options, request, response, failure: options.failures?.(request) ?? {} }).catch((error: unknown) =>
      response.destroy(error as Error),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

interface Exchange {
  readonly options: LoopbackHubOptions;
  readonly request: LoopbackRequest;
  readonly response: ServerResponse;
  readonly failure: LoopbackFailure;
}

function seen(
  { method = "GET", url: path = "/", headers }: IncomingMessage,
  before: readonly LoopbackRequest[],
): LoopbackRequest {
  const attempt = 1 + before.filter((request) => request.method === method && request.path === path).length;
  return { method, path, headers: headers as Record<string, string | undefined>, attempt };
}

async function answer(exchange: Exchange): Promise<void> {
  const { options, request, failure } = exchange;
  if (failure.delayMs !== undefined) await sleep(failure.delayMs);
  if (failure.status !== undefined) return send(exchange, { status: failure.status });
  if (options.token !== undefined && request.headers["authorization"] !== `Bearer ${options.token}`) {
    return send(exchange, refused(401, "GatedRepo"));
  }
  const found = await answerTo(options, request);
  if (failure.redirectTo === undefined) return send(exchange, found);
  return send(exchange, {
    status: 302,
    headers: { ...found.headers, "content-length": "0", location: new URL(request.path, failure.redirectTo).href },
  });
}

function send({ request, response, failure }: Exchange, { status, headers, body = new Uint8Array() }: Answer): void {
  const sent =
    failure.corruptByte === undefined
      ? body
      : body.map((byte, index) => (index === failure.corruptByte ? byte ^ 0xff : byte));
  response.writeHead(status, { "content-length": String(sent.byteLength), ...headers, ...failure.headers });
  if (request.method === "HEAD") response.end();
  else if (failure.cutAfter === undefined) response.end(sent);
  else response.write(sent.subarray(0, failure.cutAfter), () => setTimeout(() => response.destroy(), 20));
}
