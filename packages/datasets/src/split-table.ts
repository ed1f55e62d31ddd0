import { MiebError, missingColumn, type Feature, type Table, type Value } from "@mieb/core";
import pMap from "p-map";
import { cellValue, IntegerOverflow } from "./cell-values.ts";
import { cardFeatures, metadataFeatures } from "./features.ts";
import type { RepositoryFiles } from "./hub/repository-files.ts";
import type { BlockCache } from "./parquet/block-cache.ts";
import { columnReader, type ColumnReader } from "./parquet/column-reader.ts";
import { schemaFeature } from "./parquet/schema-features.ts";
import { openShard, shardFeatures, type Shard } from "./parquet/shard.ts";
import { isAscending, rowNumbers, rowsByShard } from "./row-numbers.ts";

/** Files fetched at a time; more only share the same line. */
const PARALLEL_DOWNLOADS = 4;

/** Where a table's rows come from. */
export interface SplitSource {
  readonly repository: RepositoryFiles;
  /** For messages: `mteb/cifar10 (default/test)`. */
  readonly name: string;
  /** Parquet files in row order. */
  readonly files: readonly string[];
  /** `dataset_info.features` of the card, where it has some. */
  readonly declaredFeatures: readonly unknown[] | undefined;
  /** Where decoded blocks stay. */
  readonly cache: BlockCache;
}

/**
 * A split as one table over its files, all of which are downloaded. Footers are read at once, rows on demand.
 * @throws MiebError `DATASET_CORRUPT_FILE` naming the file and what to do
 */
export async function splitTable(source: SplitSource): Promise<Table> {
  const shards = await pMap(source.files, (file) => openFile(source, file), { concurrency: PARALLEL_DOWNLOADS });
  const features = featuresOf(source, shards);
  const starts = [0];
  for (const { rowCount } of shards) starts.push((starts.at(-1) ?? 0) + rowCount);
  const rowCount = starts.at(-1) ?? 0;
  const reader = columnReader(source.cache);
  return {
    name: source.name,
    rowCount,
    features,
    async read(column, rows) {
      const feature = features[column] ?? missingColumn(source.name, column, Object.keys(features));
      const wanted = rowNumbers(source.name, rows, rowCount);
      const ascending = isAscending(wanted) ? wanted : [...new Set(wanted)].toSorted((a, b) => a - b);
      const parts: (readonly Value[])[] = [];
      for (const { shard, rows: local } of rowsByShard(ascending, starts)) {
        parts.push(await readShard(source, { reader, shard: shards[shard] as Shard, column, feature, rows: local }));
      }
      const values = parts.flat();
      if (ascending === wanted) return values;
      const position = new Map(ascending.map((row, index) => [row, index]));
      return wanted.map((row) => values[position.get(row) ?? -1] ?? null);
    },
  };
}

interface ShardRead {
  readonly reader: ColumnReader;
  readonly shard: Shard;
  readonly column: string;
  readonly feature: Feature;
  readonly rows: readonly number[];
}

async function readShard(
  source: SplitSource,
  { reader, shard, column, feature, rows }: ShardRead,
): Promise<readonly Value[]> {
  try {
    const cells = await reader.read(shard, column, rows);
    return cells.map((cell) => cellValue(cell, feature));
  } catch (cause) {
    if (cause instanceof IntegerOverflow) throw overflow(source, { file: shard.path, column }, cause);
    throw await corrupt(source, shard.path, cause);
  }
}

async function openFile(source: SplitSource, file: string): Promise<Shard> {
  const localPath = await source.repository.localPath(file);
  const size = source.repository.files.find(({ path }) => path === file)?.size ?? 0;
  try {
    return await openShard(file, localPath, size);
  } catch (cause) {
    throw await corrupt(source, file, cause);
  }
}

/** Which columns there are, the files say; what they mean, the card says first, then the files' metadata, then their schema. */
function featuresOf({ declaredFeatures }: SplitSource, shards: readonly Shard[]): Readonly<Record<string, Feature>> {
  const [first] = shards;
  if (!first) return {};
  const declared = declaredFeatures ? cardFeatures(declaredFeatures) : {};
  const stored = metadataFeatures(shardFeatures(first) ?? {});
  const typeOf = (column: string): Feature | undefined =>
    [declared[column], stored[column]].find((feature) => feature !== undefined && feature.kind !== "unknown");
  return Object.fromEntries(
    [...first.columns].map(([column, node]) => [column, typeOf(column) ?? schemaFeature(node)]),
  );
}

async function corrupt({ repository, name }: SplitSource, file: string, cause: unknown): Promise<MiebError> {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new MiebError(
    "DATASET_CORRUPT_FILE",
    `${name}: ${file} of ${repository.name} is not a Parquet file that can be read: ${reason}.`,
    {
      hint: await repository.remedy(file),
      cause,
    },
  );
}

function overflow({ name }: SplitSource, where: { file: string; column: string }, cause: IntegerOverflow): MiebError {
  return new MiebError(
    "DATASET_INVALID_VALUE",
    `${name}: column "${where.column}" in ${where.file}: ${cause.message}.`,
    {
      hint: "Store such numbers as text; a JavaScript number would round them.",
      cause,
    },
  );
}
