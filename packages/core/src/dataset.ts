import type { Table } from "./table.ts";
import type { TaskMetadata } from "./task-metadata.ts";

/** A dataset repository at one revision, on a hub or in a local folder of the same layout. */
export interface DatasetRepository {
  readonly path: string;
  readonly revision: string;
  /** Config names in the order of the README; `["default"]` for a repository that declares none. */
  configs(): Promise<readonly string[]>;
  /** Split names of a config, in declared order. */
  splits(config: string): Promise<readonly string[]>;
  /**
   * Opens a split. Reads footers, not rows.
   * @throws MiebError `DATASET_CONFIG_NOT_FOUND`, `DATASET_SPLIT_NOT_FOUND`, with what exists
   */
  table(config: string, split: string): Promise<Table>;
}

/**
 * What a task's loading produces for one (split, subset): tables by the role the evaluator gives them, for instance
 * `train` and `test` for a linear probe or `queries`, `corpus`, `qrels` for retrieval.
 */
export type TaskDataset = Readonly<Record<string, Table>>;

/** What a loading hook is given. One call per evaluated (split, subset). */
export interface LoadContext {
  readonly task: TaskMetadata;
  /** Column map of the task. */
  readonly columns: Readonly<Record<string, string>>;
  /** Parsed options of the task's evaluator. */
  readonly options: unknown;
  readonly repository: DatasetRepository;
  /** Evaluated split, such as `test`. */
  readonly split: string;
  /** Evaluated subset; `default` when the task has only one. */
  readonly subset: string;
}
