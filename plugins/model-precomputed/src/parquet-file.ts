import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { columnReader, openShard } from "@mieb/datasets";
import type { ColumnFile } from "./column-file.ts";
import type { FileCaches } from "./file-caches.ts";

/** A Parquet file. Pages are decoded alone where the file has a page index, else whole row groups; some stay in memory. */
export async function openParquetFile(path: string, { blocks }: FileCaches): Promise<ColumnFile> {
  const shard = await openShard(basename(path), path, (await stat(path)).size);
  const reader = columnReader(blocks);
  return {
    name: shard.path,
    rowCount: shard.rowCount,
    columns: [...shard.columns.keys()],
    read: (column, rows) => reader.read(shard, column, rows),
  };
}
