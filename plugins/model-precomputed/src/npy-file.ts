import { existsSync } from "node:fs";
import { open, readFile, type FileHandle } from "node:fs/promises";
import { basename } from "node:path";
import { invalidFile, openColumnFile, type ColumnFile } from "./column-file.ts";
import { npyHeader, type NpyHeader } from "./npy-header.ts";

const vectorColumn = "vector";
const keyExtensions = [".keys.txt", ".keys.parquet", ".keys.arrow"];

/**
 * A matrix `[rows × dimension]` in a .npy file, with the keys of its rows in a file beside it: `NAME.keys.txt` (a content
 * hash per line) or `NAME.keys.parquet` (columns as in a Parquet file of vectors). Rows are read one by one.
 */
export async function openNpyFile(path: string): Promise<ColumnFile> {
  const handle = await open(path);
  try {
    return await columnFile(path, handle);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function columnFile(path: string, handle: FileHandle): Promise<ColumnFile> {
  const { type, shape, dataAt } = npyHeader(await bytesAt(handle, 0, 4096));
  const [rowCount = 0, dimension = 0] = shape;
  if (shape.length !== 2) throw invalidFile(path, `its shape is (${shape.join(", ")}); expected (rows, dimension)`);
  const keys = await openKeys(path);
  if (keys.rowCount !== rowCount) throw invalidFile(path, `it has ${rowCount} rows, ${keys.name} has ${keys.rowCount}`);
  const rowBytes = dimension * Number(type[1]);
  const { size } = await handle.stat();
  const missing = dataAt + rowCount * rowBytes - size;
  if (missing > 0) throw invalidFile(path, `it is cut short: ${missing} bytes are missing`);
  const readRow = async (row: number): Promise<Float32Array> =>
    float32(await bytesAt(handle, dataAt + row * rowBytes, rowBytes), type);
  return {
    name: basename(path),
    rowCount,
    columns: [...keys.columns, vectorColumn],
    read: (column, rows) => (column === vectorColumn ? Promise.all(rows.map(readRow)) : keys.read(column, rows)),
    async close() {
      await Promise.all([handle.close(), keys.close?.()]);
    },
  };
}

async function openKeys(path: string): Promise<ColumnFile> {
  const stem = path.replace(/\.npy$/i, "");
  const file = keyExtensions.map((extension) => stem + extension).find((candidate) => existsSync(candidate));
  if (file === undefined) {
    throw invalidFile(path, `the keys of its rows are missing: ${basename(stem)}.keys.txt, a content hash per line`);
  }
  return file.endsWith(".txt") ? keyLines(file) : openColumnFile(file);
}

async function keyLines(file: string): Promise<ColumnFile> {
  const lines = (await readFile(file, "utf8")).trimEnd().split(/\r?\n/);
  return {
    name: basename(file),
    rowCount: lines.length,
    columns: ["key"],
    read: async (_, rows) => rows.map((row) => lines[row]),
  };
}

async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await handle.read(bytes, 0, length, position);
  return bytes.subarray(0, bytesRead);
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
