import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { servedRepository, type ServedFile, type ServedRepository } from "./loopback-hub-repositories.ts";
import { commitOf, infoBody, parseRoute, treeBody } from "./loopback-hub-routes.ts";

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

export interface LoopbackHubOptions {
  /** Folder with `models/<owner>/<name>/…` and `datasets/<owner>/<name>/…`. */
  readonly root: string;
  /** Bearer token every request must carry; without it the answer is 401, as for a gated repository. */
  readonly token?: string;
  /** Decides what goes wrong; called once per request. The same requests meet the same failures: nothing is random. */
  readonly failures?: (request: LoopbackRequest) => LoopbackFailure | undefined;
  /** Entries per page of a file listing; default all. */
  readonly pageSize?: number;
  /** Object ids of small files; default git's. For hubs whose etags are of their own making. */
  readonly objectId?: (file: ServedFile) => string;
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

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
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
  const found = await content(options, request);
  if (failure.redirectTo === undefined) return send(exchange, found);
  return send(exchange, {
    status: 302,
    headers: { ...found.headers, "content-length": "0", location: new URL(request.path, failure.redirectTo).href },
  });
}

async function content(options: LoopbackHubOptions, request: LoopbackRequest): Promise<Answer> {
  const url = new URL(request.path, "http://localhost");
  const route = parseRoute(url.pathname);
  if (!route) return refused(404, "EntryNotFound");
  const repository = await servedRepository(options.root, route.kind, route.name);
  if (!repository) return refused(404, "RepoNotFound");
  const commit = commitOf(repository, route.revision);
  if (commit === undefined) return refused(404, "RevisionNotFound");
  if (route.verb === "info") return json(infoBody(route.name, commit, repository));
  if (route.verb === "tree")
    return tree(options, { url, host: request.headers["host"] ?? "", repository, below: route.below });
  const file = repository.files.find(({ path }) => path === route.file);
  return file
    ? fileAnswer(withObjectId(options, file), commit, request.headers["range"])
    : refused(404, "EntryNotFound");
}

function tree(
  { pageSize = Infinity, ...options }: LoopbackHubOptions,
  page: { url: URL; host: string; repository: ServedRepository; below: string },
): Answer {
  const files = page.repository.files.map((file) => withObjectId(options, file));
  const entries = treeBody(files, page.below, /^(true|1)$/i.test(page.url.searchParams.get("recursive") ?? ""));
  const start = Number(page.url.searchParams.get("cursor") ?? 0);
  if (start + pageSize >= entries.length) return json(entries.slice(start));
  const next = new URL(page.url.href);
  next.host = page.host;
  next.searchParams.set("cursor", String(start + pageSize));
  return json(entries.slice(start, start + pageSize), { link: `<${next.href}>; rel="next"` });
}

async function fileAnswer(file: ServedFile, commit: string, range: string | undefined): Promise<Answer> {
  const etag = `"${file.lfsOid ?? file.oid}"`;
  const headers = {
    etag,
    "x-repo-commit": commit,
    "accept-ranges": "bytes",
    "x-linked-size": String(file.size),
    "x-linked-etag": etag,
    "content-type": "application/octet-stream",
  };
  const bytes = await readFile(file.localPath);
  const start = Number(/^bytes=(\d+)-/.exec(range ?? "")?.[1] ?? 0);
  if (range === undefined) return { status: 200, headers, body: bytes };
  if (start >= file.size) return { status: 416, headers: { "content-range": `bytes */${file.size}` } };
  const end = Math.min(Number(/-(\d+)$/.exec(range)?.[1] ?? file.size - 1), file.size - 1);
  return {
    status: 206,
    headers: { ...headers, "content-range": `bytes ${start}-${end}/${file.size}` },
    body: bytes.subarray(start, end + 1),
  };
}

function withObjectId({ objectId }: Pick<LoopbackHubOptions, "objectId">, file: ServedFile): ServedFile {
  return objectId && file.lfsOid === undefined ? { ...file, oid: objectId(file) } : file;
}

function json(body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status: 200,
    headers: { "content-type": "application/json", ...headers },
    body: Buffer.from(JSON.stringify(body)),
  };
}

function refused(status: number, code: string): Answer {
  return { status, headers: { "x-error-code": code, "x-error-message": code } };
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
