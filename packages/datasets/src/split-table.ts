import { isRange, MiebError, missingColumn, type Feature, type RowSelection, type Table, type Value } from "@mieb/core";
import pMap from "p-map";
import { cellValue, IntegerOverflow } from "./cell-values.ts";
import { cardFeatures, metadataFeatures } from "./features.ts";
import type { RepositoryFiles } from "./hub/repository-files.ts";
import { columnReader } from "./parquet/column-reader.ts";
import { schemaFeature } from "./parquet/schema-features.ts";
import { openShard, shardFeatures, type Shard } from "./parquet/shard.ts";

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
  const reader = columnReader();
  const readPart = async (
    { shard: index, rows }: ShardRows,
    column: string,
    feature: Feature,
  ): Promise<readonly Value[]> => {
    const shard = shards[index] as Shard;
    try {
      const cells = await reader.read(shard, column, rows);
      return cells.map((cell) => cellValue(cell, feature));
    } catch (cause) {
      throw cause instanceof IntegerOverflow
        ? overflow(source, { file: shard.path, column }, cause)
        : await corrupt(source, shard.path, cause);
    }
  };
  return {
    name: source.name,
    rowCount,
    features,
    async read(column, rows) {
      const feature = features[column] ?? missingColumn(source.name, column, Object.keys(features));
      const wanted = rowNumbers(source.name, rows, rowCount);
      const values = new Map<number, Value>();
      for (const part of byShard(wanted, starts)) {
        const cells = await readPart(part, column, feature);
        const offset = starts[part.shard] ?? 0;
        part.rows.forEach((row, index) => values.set(offset + row, cells[index] ?? null));
      }
      return wanted.map((row) => values.get(row) ?? null);
    },
  };
}

interface ShardRows {
  readonly shard: number;
  /** Ascending, each once, counted in the shard. */
  readonly rows: number[];
}

function rowNumbers(name: string, rows: RowSelection | undefined, rowCount: number): readonly number[] {
  const range = rows === undefined ? { start: 0, end: rowCount } : rows;
  const wanted = isRange(range)
    ? Array.from({ length: Math.max(0, range.end - range.start) }, (_, index) => range.start + index)
    : range;
  const outside = wanted.find((row) => !Number.isInteger(row) || row < 0 || row >= rowCount);
  if (outside === undefined) return wanted;
  throw new MiebError(
    "DATASET_INVALID_VALUE",
    `${name}: row ${outside} was asked for; the split has ${rowCount} rows.`,
    {
      hint: "Ask for rows from 0 on, below the table's rowCount.",
    },
  );
}

function byShard(wanted: readonly number[], starts: readonly number[]): readonly ShardRows[] {
  const parts: ShardRows[] = [];
  let shard = 0;
  for (const row of [...new Set(wanted)].toSorted((a, b) => a - b)) {
    while (row >= (starts[shard + 1] ?? Infinity)) shard++;
    if (parts.at(-1)?.shard !== shard) parts.push({ shard, rows: [] });
    parts.at(-1)?.rows.push(row - (starts[shard] ?? 0));
  }
  return parts;
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
