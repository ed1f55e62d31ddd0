import { readFile } from "node:fs/promises";
import { MiebError, type DatasetRepository } from "@mieb/core";
import { parseCard, type Card } from "./card.ts";
import { dataFilesOf, type ConfigFiles, type SplitFiles } from "./data-files.ts";
import type { RepositoryFiles } from "./hub/repository-files.ts";
import type { BlockCache } from "./parquet/block-cache.ts";
import { splitTable } from "./split-table.ts";

/**
 * A repository's files behind the contract that tasks use. Reads the README at the first question, Parquet when a table
 * is opened; `cache` keeps what was decoded.
 */
export function datasetRepository(repository: RepositoryFiles, cache: BlockCache): DatasetRepository {
  let opened: Promise<Layout> | undefined;
  const layout = (): Promise<Layout> => (opened ??= readLayout(repository));
  const configOf = async (config: string): Promise<ConfigFiles> => {
    const { configs } = await layout();
    return configs.find((candidate) => candidate.config === config) ?? missingConfig(repository, config, configs);
  };
  return {
    path: repository.name,
    revision: repository.revision,
    configs: async () => (await layout()).configs.map(({ config }) => config),
    splits: async (config) => (await configOf(config)).splits.map(({ split }) => split),
    async table(config, split) {
      const found = await configOf(config);
      const files = readableFiles(repository, found, split);
      const { card } = await layout();
      const declaredFeatures = featuresIn(card, config);
      return splitTable({
        repository,
        name: `${repository.name} (${config}/${split})`,
        files,
        declaredFeatures,
        cache,
      });
    },
  };
}

interface Layout {
  readonly card: Card;
  readonly configs: readonly ConfigFiles[];
}

async function readLayout(repository: RepositoryFiles): Promise<Layout> {
  const paths = repository.files.map(({ path }) => path);
  const readme = paths.includes("README.md") ? await readFile(await repository.localPath("README.md"), "utf8") : "";
  const card = parseCard(readme, repository.name);
  const configs = dataFilesOf(card, paths);
  return { card, configs: configs.length > 0 ? configs : [{ config: "default", splits: [] }] };
}

/** A card with a single description needs no matching name. */
function featuresIn({ infos, configs }: Card, config: string): readonly unknown[] | undefined {
  const named = infos.find(({ name }) => name === config);
  return (named ?? (infos.length === 1 && configs.length <= 1 ? infos[0] : undefined))?.features;
}

function readableFiles(repository: RepositoryFiles, config: ConfigFiles, split: string): readonly string[] {
  const found = config.splits.find((candidate) => candidate.split === split) ?? missingSplit(repository, config, split);
  if (found.files.length === 0) noFiles(repository, config, found);
  if (!repository.isComplete) missingShards(repository, found);
  const foreign = found.files.find((file) => !file.endsWith(".parquet"));
  if (foreign === undefined) return found.files;
  throw new MiebError(
    "DATASET_INVALID_VALUE",
    `${repository.name} (${config.config}/${split}): ${foreign} is no Parquet file, and no other format is read.`,
    {
      hint: 'Take the hub\'s conversion, revision "refs/convert/parquet", or store the split as Parquet.',
    },
  );
}

function missingConfig({ name }: RepositoryFiles, config: string, configs: readonly ConfigFiles[]): never {
  throw new MiebError(
    "DATASET_CONFIG_NOT_FOUND",
    `${name} has no config "${config}"; it has ${configs.map((known) => known.config).join(", ")}.`,
    {
      hint: "Correct the task's subset, or pin the revision that has this config.",
    },
  );
}

function missingSplit({ name }: RepositoryFiles, { config, splits }: ConfigFiles, split: string): never {
  const known = splits.map((candidate) => candidate.split).join(", ") || "none";
  throw new MiebError("DATASET_SPLIT_NOT_FOUND", `${name} (${config}) has no split "${split}"; it has ${known}.`, {
    hint: "Correct the task's splits, or pin the revision that has this split.",
  });
}

function noFiles(
  { name, isComplete }: RepositoryFiles,
  { config }: ConfigFiles,
  { split, patterns }: SplitFiles,
): never {
  const where = `${name} (${config}/${split}): no file matches ${patterns.join(", ")}`;
  if (isComplete)
    throw new MiebError("DATASET_SPLIT_NOT_FOUND", `${where}.`, {
      hint: "Correct data_files in the repository's README.md.",
    });
  throw new MiebError("ENVIRONMENT_OFFLINE", `${where} in the cache, and the hub cannot be asked.`, {
    hint: "Run once with a network (unset HF_HUB_OFFLINE).",
  });
}

/** A cache of unknown completeness must not pass a part of the shards off as the split. */
function missingShards({ name }: RepositoryFiles, { split, files }: SplitFiles): void {
  const total = Number(/-of-(\d{5})/.exec(files[0] ?? "")?.[1] ?? files.length);
  if (files.length >= total) return;
  throw new MiebError(
    "ENVIRONMENT_OFFLINE",
    `${name}: the cache has ${files.length} of ${total} files of split "${split}", and the hub cannot be asked.`,
    {
      hint: "Run once with a network (unset HF_HUB_OFFLINE).",
    },
  );
}
