import type { DatasetRepository, ModelRepository } from "@mieb/core";
import { datasetRepository } from "../dataset-repository.ts";
import { blockCache } from "../parquet/block-cache.ts";
import { limitWholeFiles } from "../parquet/local-buffer.ts";
import { hubSettings, type HubOptions } from "./hub-options.ts";
import { modelRepository } from "./model-repository.ts";
import { openFiles } from "./open-files.ts";

/** Where repositories come from: a hub with its cache, or folders of the same layout. */
export interface Hub {
  /**
   * Opens a dataset repository. `path` is `owner/name`, a `file:` URL, or an absolute or `./` folder; a folder has no
   * revisions and ignores `revision`. A full commit hash that the cache knows is opened without a request.
   * @throws MiebError `DATASET_REPOSITORY_NOT_FOUND`, `DATASET_ACCESS_DENIED`, `ENVIRONMENT_OFFLINE`, `ENVIRONMENT_NETWORK`,
   *   `ENVIRONMENT_RATE_LIMITED`, `ENVIRONMENT_DISK_FULL`
   */
  dataset(path: string, revision: string): Promise<DatasetRepository>;
  /**
   * Opens a model repository, named as above; `revision` is `main` by default.
   * @throws MiebError `MODEL_NOT_FOUND`, `MODEL_ACCESS_DENIED` and the `ENVIRONMENT_…` codes above
   */
  model(name: string, revision?: string): Promise<ModelRepository>;
  /**
   * Sets what the tables of this hub may keep in memory, all together: decoded cells that were read last, and small files
   * (these of all hubs). Default 64 and 32 MiB.
   */
  limitCache(bytes: number): void;
}

/** Opens a hub; no request is made before a repository is asked for. */
export function openHub(options?: HubOptions): Hub {
  const settings = hubSettings(options);
  const cache = blockCache();
  return {
    dataset: async (path, revision) =>
      datasetRepository(await openFiles(settings, { kind: "dataset", name: path, revision }), cache),
    model: async (name, revision = "main") =>
      modelRepository(await openFiles(settings, { kind: "model", name, revision })),
    limitCache(bytes) {
      cache.limit(bytes * (2 / 3));
      limitWholeFiles(bytes / 3);
    },
  };
}
