import { statSync } from "node:fs";
import { parquetMetadataAsync, parquetSchema, type AsyncBuffer, type FileMetaData, type SchemaTree } from "hyparquet";
import { localBuffer } from "./local-buffer.ts";

/** An open Parquet file: its footer parsed, none of its rows read. */
export interface Shard {
  /** Path in the repository, for messages. */
  readonly path: string;
  readonly buffer: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly rowCount: number;
  /** Top-level columns by name. */
  readonly columns: ReadonlyMap<string, SchemaTree>;
  /** First row of each row group, and the row count at the end. */
  readonly groupStarts: readonly number[];
}

/**
 * Opens a Parquet file.
 * @throws Error when the file has another size than `expectedSize`, or its footer cannot be read
 */
export async function openShard(path: string, localPath: string, expectedSize: number): Promise<Shard> {
  const { size } = statSync(localPath);
  if (size !== expectedSize) throw new Error(`it has ${size} bytes instead of ${expectedSize}`);
  const buffer = localBuffer(localPath, size);
  const metadata = await parquetMetadataAsync(buffer, { geoparquet: false });
  const groupStarts = [0];
  for (const { num_rows: rows } of metadata.row_groups) groupStarts.push((groupStarts.at(-1) ?? 0) + Number(rows));
  const columns = new Map(parquetSchema(metadata).children.map((node) => [node.element.name, node]));
  return { path, buffer, metadata, rowCount: groupStarts.at(-1) ?? 0, columns, groupStarts };
}

/** The `huggingface` entry of the key-value metadata: column types as the library writes them; undefined without one. */
export function shardFeatures({ metadata }: Shard): Readonly<Record<string, unknown>> | undefined {
  const text = metadata.key_value_metadata?.find(({ key }) => key === "huggingface")?.value;
  if (text === undefined) return undefined;
  try {
    return (JSON.parse(text) as { info?: { features?: Record<string, unknown> } }).info?.features;
  } catch {
    return undefined;
  }
}
