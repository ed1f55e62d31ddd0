/** A file of a repository. */
export interface RepositoryFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/** The files of a repository at one commit, wherever they lie. What datasets and models are read from. */
export interface RepositoryFiles {
  readonly kind: "dataset" | "model";
  readonly name: string;
  /** Commit; for a folder `local-` and a hash of its content. */
  readonly revision: string;
  /** Path of the folder, for a repository that is one. */
  readonly folder?: string;
  /** Sorted by path. */
  readonly files: readonly RepositoryFile[];
  /** False for a cache of unknown completeness that is used without a network. */
  readonly isComplete: boolean;
  /**
   * Path of the file on this machine, downloaded first when needed.
   * @throws MiebError `DATASET_…`, `MODEL_…` or `ENVIRONMENT_…`, naming file and repository
   */
  localPath(file: string): Promise<string>;
  /** Stable identity of the content: git or LFS object id; for a folder the SHA-256. */
  contentId(file: string): Promise<string>;
  /** What to do about a damaged file, one imperative sentence. */
  remedy(file: string): Promise<string>;
}
