import { MiebError, type DatasetRepository, type Table } from "@mieb/core";

/**
 * A dataset repository in memory: config → split → table.
 * @example memoryRepository("acme/pets", { default: { test: memoryTable("pets", { image, label }) } })
 */
export function memoryRepository(
  path: string,
  configs: Readonly<Record<string, Readonly<Record<string, Table>>>>,
): DatasetRepository {
  const splitsOf = (config: string): Readonly<Record<string, Table>> =>
    configs[config] ?? missing("DATASET_CONFIG_NOT_FOUND", `${path} has no config "${config}"`, Object.keys(configs));
  return {
    path,
    revision: "0".repeat(40),
    configs: async () => Object.keys(configs),
    splits: async (config) => Object.keys(splitsOf(config)),
    table: async (config, split) => {
      const splits = splitsOf(config);
      const fault = `${path} (${config}) has no split "${split}"`;
      return splits[split] ?? missing("DATASET_SPLIT_NOT_FOUND", fault, Object.keys(splits));
    },
  };
}

function missing(code: "DATASET_CONFIG_NOT_FOUND" | "DATASET_SPLIT_NOT_FOUND", fault: string, there: string[]): never {
  throw new MiebError(code, `${fault}; there is ${there.join(", ")}.`);
}
