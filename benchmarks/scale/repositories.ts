import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parquetWriteFile } from "hyparquet-writer";

const shardRows = 25_000;
const imageBytes = 400;
export const queryCount = 200;

type Columns = Parameters<typeof parquetWriteFile>[0]["columnData"];

/** A repository of `count` images with labels; the bytes begin like a PNG, and each image has its own. */
export async function writeImages(folder: string, count: number): Promise<void> {
  await writeCard(folder, "default", ["image: image", "label: int64"]);
  await writeShards(join(folder, "default"), count, (rows) => [
    { name: "image", type: "BYTE_ARRAY", data: rows.map(image) },
    { name: "label", type: "INT32", data: rows.map((row) => row % 10) },
  ]);
}

/** A retrieval repository of `count` documents and 200 queries, each of which asks for one document. */
export async function writeDocuments(folder: string, count: number): Promise<void> {
  const ids = ["query-id: string", "corpus-id: string", "score: int64"];
  await writeCard(
    folder,
    "corpus",
    ["id: string", "text: string"],
    "queries",
    ["id: string", "text: string"],
    "qrels",
    ids,
  );
  await writeShards(join(folder, "corpus"), count, (rows) => [
    { name: "id", type: "STRING", data: rows.map((row) => `document-${row}`) },
    { name: "text", type: "STRING", data: rows.map(documentText) },
  ]);
  await writeShards(join(folder, "queries"), queryCount, (rows) => [
    { name: "id", type: "STRING", data: rows.map((row) => `query-${row}`) },
    { name: "text", type: "STRING", data: rows.map(queryText) },
  ]);
  await writeShards(join(folder, "qrels"), queryCount, (rows) => [
    { name: "query-id", type: "STRING", data: rows.map((row) => `query-${row}`) },
    { name: "corpus-id", type: "STRING", data: rows.map((row) => `document-${row}`) },
    { name: "score", type: "INT32", data: rows.map(() => 1) },
  ]);
}

function image(row: number): Uint8Array {
  const bytes = Buffer.alloc(imageBytes, row % 251);
  bytes.write("\x89PNG\r\n\x1a\n", "latin1");
  bytes.writeUInt32LE(row, 8);
  return bytes;
}

/** Text of a document. */
export function documentText(row: number): string {
  return `Document ${row} tells of ${row % 97} things and of ${row % 89} others, at some length but without an end.`;
}

/** Text of the query that asks for the document of the same row. */
export function queryText(row: number): string {
  return `Which document tells of ${row % 97} things, and has the number ${row}?`;
}

async function writeShards(folder: string, count: number, columns: (rows: number[]) => Columns): Promise<void> {
  await mkdir(folder, { recursive: true });
  const shards = Math.ceil(count / shardRows);
  for (let shard = 0; shard < shards; shard++) {
    const start = shard * shardRows;
    const rows = Array.from({ length: Math.min(shardRows, count - start) }, (_, index) => start + index);
    const name = `test-${String(shard).padStart(5, "0")}-of-${String(shards).padStart(5, "0")}.parquet`;
    parquetWriteFile({ filename: join(folder, name), columnData: columns(rows), rowGroupSize: 5000 });
  }
}

/** README.md with configs and their fields, written as `name: type`. */
async function writeCard(folder: string, ...parts: readonly (string | readonly string[])[]): Promise<void> {
  const configs = parts.filter((part) => typeof part === "string");
  const fields = parts.filter((part) => typeof part !== "string");
  const lines = [
    "---",
    "configs:",
    ...configs.flatMap((name) => [`- config_name: ${name}`, "  data_files:", "  - split: test", `    path: ${name}/*`]),
    "dataset_info:",
    ...configs.flatMap((name, index) => [
      `- config_name: ${name}`,
      "  features:",
      ...(fields[index] ?? [])
        .map((field) => field.split(": "))
        .flatMap(([key, type]) => [`  - name: ${key}`, `    dtype: ${type}`]),
    ]),
    "---",
    "",
  ];
  await mkdir(dirname(join(folder, "README.md")), { recursive: true });
  await writeFile(join(folder, "README.md"), lines.join("\n"));
}
