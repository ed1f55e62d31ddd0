import type { ServedFile, ServedRepository } from "./loopback-hub-repositories.ts";

/** What a URL of the hub asks for. */
export type HubRoute = RouteTarget &
  (
    | { readonly verb: "info" }
    /** Files below a folder; "" for all. */
    | { readonly verb: "tree"; readonly below: string }
    | { readonly verb: "file"; readonly file: string }
  );

interface RouteTarget {
  readonly kind: "models" | "datasets";
  readonly name: string;
  readonly revision: string;
}

const API = /^\/api\/(models|datasets)\/([^/]+\/[^/]+)(?:\/(revision|tree)\/(refs\/[^/]+\/[^/]+|[^/]+)(?:\/(.*))?)?$/;
const RESOLVE = /^\/(datasets\/)?([^/]+\/[^/]+)\/resolve\/(refs\/[^/]+\/[^/]+|[^/]+)\/(.+)$/;

/** Reads a path of the hub's HTTP interface; undefined for one that this hub does not speak. */
export function parseRoute(pathname: string): HubRoute | undefined {
  const path = decodeURIComponent(pathname);
  const [, kind, name, verb, revision = "main", below = ""] = API.exec(path) ?? [];
  if (name !== undefined) {
    const target = { kind: kind === "models" ? "models" : "datasets", name, revision } as const;
    return verb === "tree" ? { ...target, verb, below } : { ...target, verb: "info" };
  }
  const [, dataset, repository, at, file] = RESOLVE.exec(path) ?? [];
  if (repository === undefined || at === undefined || file === undefined) return undefined;
  return { verb: "file", kind: dataset ? "datasets" : "models", name: repository, revision: at, file };
}

/** Commit that a revision stands for: itself when it is a full hash (any is served), the content's for `main`; undefined for other branches. */
export function commitOf({ commit }: ServedRepository, revision: string): string | undefined {
  if (/^[0-9a-f]{40}$/.test(revision)) return revision;
  return revision === "main" || revision === "HEAD" ? commit : undefined;
}

/** Body of `/api/<kind>/<name>/revision/<revision>`. */
export function infoBody(name: string, commit: string, { files }: ServedRepository): unknown {
  return {
    _id: "1",
    id: name,
    author: name.split("/")[0],
    sha: commit,
    private: false,
    gated: false,
    disabled: false,
    lastModified: "2025-01-01T00:00:00.000Z",
    createdAt: "2025-01-01T00:00:00.000Z",
    downloads: 0,
    likes: 0,
    tags: [],
    siblings: files.map(({ path }) => ({ rfilename: path })),
  };
}

/** Body of `/api/<kind>/<name>/tree/<revision>/<below>`: folders and files, all levels when `recursive`. */
export function treeBody(files: readonly ServedFile[], below: string, recursive: boolean): readonly unknown[] {
  const prefix = below === "" ? "" : `${below.replace(/\/$/, "")}/`;
  const inside = files.filter(({ path }) => path.startsWith(prefix));
  const folders = new Set(
    inside
      .flatMap(({ path }) => foldersOf(path.slice(prefix.length)))
      .filter((folder) => recursive || !folder.includes("/")),
  );
  const listed = inside.filter(({ path }) => recursive || !path.slice(prefix.length).includes("/"));
  return [
    ...[...folders].map((folder) => ({ type: "directory", path: prefix + folder, size: 0, oid: "0".repeat(40) })),
    ...listed.map(({ path, size, oid, lfsOid }) => ({
      type: "file",
      path,
      size,
      oid,
      ...(lfsOid && { lfs: { oid: lfsOid, size, pointerSize: 130 } }),
    })),
  ];
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.slice(1).map((_, depth) => parts.slice(0, depth + 1).join("/"));
}
