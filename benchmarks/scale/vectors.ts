import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { documentText, queryCount, queryText } from "./repositories.ts";

/** Numbers of a vector. */
export const dimension = 64;
const blockRows = 4096;

/** A vector spread from a SHA-256 (32 bytes): it costs next to nothing, and no two contents share one. */
export function spreadHash(hash: Uint8Array): Float32Array {
  return Float32Array.from({ length: dimension }, (_, at) => (hash[at % 32] ?? 0) / 255 - 0.5 + (at >> 5) / 8);
}

/** The file of vectors beside a repository. */
export function vectorsFile(folder: string): string {
  return join(folder, "vectors", "vectors.npy");
}

/**
 * Writes the vectors of `count` documents and of the queries, and their keys beside them, a block of rows at a time. A query has the
 * vector of the document it asks for, so that a search ends with nDCG 1 only where each input was given its own.
 */
export async function writeVectors(folder: string, count: number): Promise<void> {
  const file = vectorsFile(folder);
  await mkdir(dirname(file), { recursive: true });
  const rowCount = count + queryCount;
  const textOf = (row: number): string => (row < count ? documentText(row) : queryText(row - count));
  const documentOf = (row: number): number => (row < count ? row : row - count);
  await pipeline(
    blocks(rowCount, (row) => Buffer.from(`${sha256(textOf(row)).toString("hex")}\n`)),
    createWriteStream(file.replace(/npy$/, "keys.txt")),
  );
  await pipeline(async function* () {
    yield npyHead(rowCount);
    yield* blocks(rowCount, (row) => Buffer.from(spreadHash(sha256(documentText(documentOf(row)))).buffer));
  }, createWriteStream(file));
}

function* blocks(rowCount: number, part: (row: number) => Uint8Array): Generator<Buffer> {
  for (let start = 0; start < rowCount; start += blockRows) {
    const rows = Array.from({ length: Math.min(blockRows, rowCount - start) }, (_, at) => start + at);
    yield Buffer.concat(rows.map(part));
  }
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** Head of a matrix of float32 in numpy's file format, version 1, padded to 128 bytes. */
function npyHead(rowCount: number): Buffer {
  const shape = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rowCount}, ${dimension}), }`;
  return Buffer.from(`\x93NUMPY\x01\0v\0${shape.padEnd(117)}\n`, "latin1");
}
