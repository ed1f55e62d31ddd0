import { memoryTable, MiebError, type DatasetRepository, type Table } from "@mieb/core";
import type { DatasetHub } from "../src/run-options.ts";

/** Distinct "images": the runner never decodes, so any bytes do. */
export const images = (count: number, from = 0): readonly Uint8Array[] =>
  Array.from({ length: count }, (_, index) => new TextEncoder().encode(`image ${from + index}`));

export function imageTable(name: string, values: readonly Uint8Array[]): Table {
  return memoryTable(name, {
    image: values.map((bytes) => ({ bytes })),
    text: values.map((_, row) => `caption ${row}`),
  });
}

/** Repositories by path; a repository is tables by `config/split`. */
export function memoryHub(repositories: Readonly<Record<string, Readonly<Record<string, Table>>>>): DatasetHub {
  return {
    async dataset(path, revision): Promise<DatasetRepository> {
      const tables = repositories[path];
      if (!tables) throw new MiebError("DATASET_REPOSITORY_NOT_FOUND", `No repository ${path}.`);
      return {
        path,
        revision,
        configs: async () => ["default"],
        splits: async () => ["test"],
        table: async (config, split) => {
          const table = tables[`${config}/${split}`];
          if (!table) throw new MiebError("DATASET_SPLIT_NOT_FOUND", `${path} has no ${config}/${split}.`);
          return table;
        },
      };
    },
  };
}
