/** Which repository of a hub, at which revision (branch, tag or commit). */
export interface RepositoryId {
  readonly kind: "dataset" | "model";
  /** `owner/name`. */
  readonly name: string;
  readonly revision: string;
}

/** Whether a revision is a full commit hash, whose content can never change. */
export function isCommit(revision: string): boolean {
  return /^[0-9a-f]{40}$/.test(revision);
}

/** For messages: `dataset mteb/cifar10 (revision 1a2b3c4d)`. */
export function describeRepository({ kind, name, revision }: RepositoryId): string {
  return `${kind} ${name} (revision ${isCommit(revision) ? revision.slice(0, 8) : revision})`;
}

/** Address of a file's content. */
export function fileUrl(endpoint: string, id: RepositoryId, file: string): string {
  const prefix = id.kind === "dataset" ? "datasets/" : "";
  const path = file.split("/").map(encodeURIComponent).join("/");
  return `${endpoint}/${prefix}${id.name}/resolve/${encodeURIComponent(id.revision)}/${path}`;
}
