import { readFile } from "node:fs/promises";
import { servedRepository, type ServedFile, type ServedRepository } from "./loopback-hub-repositories.ts";
import { commitOf, infoBody, parseRoute, treeBody } from "./loopback-hub-routes.ts";

/** What a loopback hub serves. */
export interface Contents {
  /** Folder with `models/<owner>/<name>/…` and `datasets/<owner>/<name>/…`. */
  readonly root: string;
  /** Entries per page of a file listing; default all. */
  readonly pageSize?: number;
  /** Object ids of small files; default git's. For hubs whose etags are of their own making. */
  readonly objectId?: (file: ServedFile) => string;
}

/** An answer before anything goes wrong with it. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** The answer to a path and its query; `headers` of the request in lower case. */
export async function answerTo(
  options: Contents,
  request: { readonly path: string; readonly headers: Readonly<Record<string, string | undefined>> },
): Promise<Answer> {
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
  { pageSize = Infinity, ...options }: Contents,
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

function withObjectId({ objectId }: Pick<Contents, "objectId">, file: ServedFile): ServedFile {
  return objectId && file.lfsOid === undefined ? { ...file, oid: objectId(file) } : file;
}

function json(body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status: 200,
    headers: { "content-type": "application/json", ...headers },
    body: Buffer.from(JSON.stringify(body)),
  };
}

/** An error with the hub's own code. */
export function refused(status: number, code: string): Answer {
  return { status, headers: { "x-error-code": code, "x-error-message": code } };
}
