import { existsSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { basename } from "node:path";
import { bytesAt } from "./bytes-at.ts";
import { invalidFile, openColumnFile, type ColumnFile } from "./column-file.ts";
import type { FileCaches } from "./file-caches.ts";
import { openKeyLines } from "./key-lines.ts";
import { npyHeader, type NpyHeader } from "./npy-header.ts";

const vectorColumn = "vector";
const keyExtensions = [".keys.txt", ".keys.parquet", ".keys.arrow"];

/**
 * A matrix `[rows × dimension]` in a .npy file, or `[rows × vectors × dimension]` for late interaction, with the keys of its rows in a file beside it: `NAME.keys.txt` (a content
 * hash per line) or `NAME.keys.parquet` (columns as in a Parquet file of vectors). Rows that follow one another are read
 * in one piece.
 */
export async function openNpyFile(path: string, caches: FileCaches): Promise<ColumnFile> {
  const handle = await open(path);
  try {
    return await columnFile(path, handle, caches);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

interface RowRun {
  readonly start: number;
  count: number;
}

async function columnFile(path: string, handle: FileHandle, caches: FileCaches): Promise<ColumnFile> {
  const { type, shape, dataAt } = npyHeader(await bytesAt(handle, 0, 4096));
  const [rowCount = 0] = shape;
  const dimension = shape.at(-1) ?? 0;
  const rowLength = shape.slice(1).reduce((product, length) => product * length, 1);
  if (shape.length !== 2 && shape.length !== 3) {
    const expected = "expected (rows, dimension), or (rows, vectors, dimension) for late interaction";
    throw invalidFile(path, `its shape is (${shape.join(", ")}); ${expected}`);
  }
  const keys = await openKeys(path, caches);
  if (keys.rowCount !== rowCount) throw invalidFile(path, `it has ${rowCount} rows, ${keys.name} has ${keys.rowCount}`);
  const rowBytes = rowLength * Number(type[1]);
  const { size } = await handle.stat();
  const missing = dataAt + rowCount * rowBytes - size;
  if (missing > 0) throw invalidFile(path, `it is cut short: ${missing} bytes are missing`);
  const readRun = async ({ start, count }: RowRun): Promise<readonly unknown[]> => {
    const values = float32(await bytesAt(handle, dataAt + start * rowBytes, count * rowBytes), type);
    const rows = pieces(values, rowLength);
    return shape.length === 3 ? rows.map((row) => pieces(row, dimension)) : rows;
  };
  return {
    name: basename(path),
    rowCount,
    columns: [...keys.columns, vectorColumn],
    read: async (column, rows) =>
      column === vectorColumn ? (await Promise.all(runsOf(rows).map(readRun))).flat() : keys.read(column, rows),
    async close() {
      await Promise.all([handle.close(), keys.close?.()]);
    },
  };
}

/** Consecutive parts of one length. */
function pieces(values: Float32Array, length: number): readonly Float32Array[] {
  return Array.from({ length: values.length / length }, (_, at) => values.subarray(at * length, (at + 1) * length));
}

async function openKeys(path: string, caches: FileCaches): Promise<ColumnFile> {
  const stem = path.replace(/\.npy$/i, "");
  const file = keyExtensions.map((extension) => stem + extension).find((candidate) => existsSync(candidate));
  if (file === undefined) {
    throw invalidFile(path, `the keys of its rows are missing: ${basename(stem)}.keys.txt, a content hash per line`);
  }
  return file.endsWith(".txt") ? openKeyLines(file) : openColumnFile(file, caches);
}

/** Runs of consecutive rows among ascending ones. */
function runsOf(rows: readonly number[]): readonly RowRun[] {
  const runs: RowRun[] = [];
  for (const row of rows) {
    const run = runs.at(-1);
    if (run && run.start + run.count === row) run.count++;
    else runs.push({ start: row, count: 1 });
  }
  return runs;
}

/** Little-endian floats as float32. `bytes` begins its buffer, so it is aligned. */
function float32(bytes: Uint8Array<ArrayBuffer>, type: NpyHeader["type"]): Float32Array {
  if (type === "f4") return new Float32Array(bytes.buffer, 0, bytes.length / 4);
  if (type === "f8") return Float32Array.from(new Float64Array(bytes.buffer, 0, bytes.length / 8));
  return Float32Array.from(new Uint16Array(bytes.buffer, 0, bytes.length / 2), halfToNumber);
}

/** The number of an IEEE 754 half: sign, 5 bits of exponent (bias 15), 10 bits of fraction. */
export function halfToNumber(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? Number.NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}
