import { closeSync, openSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { MiebError, type Embeddings } from "@mieb/core";
import { readFully, readFullySync } from "./durable-files.ts";
import { bytesOf } from "./journal.ts";

/** Gaps up to this size are read over rather than starting another read. */
const GAP_BYTES = 64 * 1024;
/** Rows up to this size together are read without the thread pool. */
const DIRECT_BYTES = 256 * 1024;
const SCRATCH_BYTES = 8 * 2 ** 20;

/** A segment or journal whose rows are indexed. */
export interface StoredFile {
  readonly path: string;
  /** Open for journals, which their owner removes once they are sealed; segments are opened for each read. */
  readonly handle?: FileHandle;
  /** Reads in progress; a retired journal is closed after the last. */
  readers: number;
  retired: boolean;
  /** Settles once the checksum was compared: true for intact. Journals are compared when they are indexed. */
  intact?: Promise<boolean>;
  /** Found damaged or gone: its rows count as missing. */
  lost: boolean;
}

/** A file nobody has read from yet. */
export function storedFile(path: string, handle?: FileHandle): StoredFile {
  return { path, ...(handle && { handle }), readers: 0, retired: false, lost: false };
}

/** Closes a journal's file as soon as nobody reads from it. */
export async function retire(file: StoredFile): Promise<void> {
  file.retired = true;
  if (file.readers === 0) await file.handle?.close();
}

/** Consecutive rows whose vectors lie one after the other in a file. */
export interface RowBlock {
  readonly firstRow: number;
  readonly rowCount: number;
  /** `rowCount + 1` vector indices from 0; absent for one vector per row. */
  readonly rowOffsets?: Uint32Array | undefined;
  file: StoredFile;
  /** Byte position of the first vector. */
  position: number;
}

/** Where one row's vectors lie. */
export interface RowLocation {
  readonly file: StoredFile;
  readonly position: number;
  readonly vectorCount: number;
  readonly multiVector: boolean;
}

/** Location of a row of a block; `row` counts over the whole partition. */
export function locateRow(
  { file, position, firstRow, rowOffsets }: RowBlock,
  row: number,
  dimension: number,
): RowLocation {
  const index = row - firstRow;
  const start = rowOffsets ? (rowOffsets[index] as number) : index;
  const end = rowOffsets ? (rowOffsets[index + 1] as number) : index + 1;
  return {
    file,
    position: position + start * dimension * 4,
    vectorCount: end - start,
    multiVector: rowOffsets !== undefined,
  };
}

interface Piece extends RowLocation {
  readonly bytes: number;
  /** Byte position in the result. */
  readonly target: number;
}

/** Reads these rows in this order; rows that lie together are read together, whatever their order. */
export async function readRows(locations: readonly RowLocation[], dimension: number): Promise<Embeddings> {
  const rowOffsets = new Uint32Array(locations.length + 1);
  const pieces = locations.map((location, row): Piece => {
    const before = rowOffsets[row] as number;
    rowOffsets[row + 1] = before + location.vectorCount;
    return { ...location, bytes: location.vectorCount * dimension * 4, target: before * dimension * 4 };
  });
  const values = new Float32Array((rowOffsets.at(-1) as number) * dimension);
  const byFile = Map.groupBy(pieces, (piece) => piece.file);
  for (const file of byFile.keys()) file.readers++;
  try {
    for (const [file, ofFile] of byFile) await readPieces(file, ofFile, bytesOf(values));
  } finally {
    for (const file of byFile.keys()) if (--file.readers === 0 && file.retired) await retire(file);
  }
  const multiVector = locations.some((location) => location.multiVector);
  return { values, rowCount: locations.length, dimension, ...(multiVector && { rowOffsets }) };
}

async function readPieces(file: StoredFile, pieces: Piece[], result: Uint8Array): Promise<void> {
  const ordered = pieces.toSorted((a, b) => a.position - b.position);
  const bytes = pieces.reduce((sum, piece) => sum + piece.bytes, 0);
  if (bytes <= DIRECT_BYTES) return readDirectly(file, ordered, result);
  const handle = file.handle ?? (await open(file.path, "r"));
  try {
    for (const run of runs(ordered)) {
      const { target, position } = targetOf(run, result);
      checkWhole(await readFully(handle, target, position), file);
      spread(run, target, result);
    }
  } finally {
    if (!file.handle) await handle.close();
  }
}

/** A few rows take microseconds; the way to the thread pool and back, three times, would take ten times as long. */
function readDirectly(file: StoredFile, ordered: readonly Piece[], result: Uint8Array): void {
  const descriptor = file.handle?.fd ?? openSync(file.path, "r");
  try {
    for (const run of runs(ordered)) {
      const { target, position } = targetOf(run, result);
      checkWhole(readFullySync(descriptor, target, position), file);
      spread(run, target, result);
    }
  } finally {
    if (!file.handle) closeSync(descriptor);
  }
}

/** Splits pieces, ascending by position, into those that one read fetches. */
function* runs(pieces: readonly Piece[]): Generator<readonly Piece[]> {
  let [start, end] = [0, 0];
  for (const [index, piece] of pieces.entries()) {
    const first = pieces[start] as Piece;
    const apart = piece.position > end + GAP_BYTES || piece.position + piece.bytes > first.position + SCRATCH_BYTES;
    if (index > start && apart) {
      yield pieces.slice(start, index);
      start = index;
    }
    end = piece.position + piece.bytes;
  }
  yield pieces.slice(start);
}

interface RunTarget {
  /** Where the run's bytes are read to: their place in the result, or a scratch buffer where they have to be sorted. */
  readonly target: Uint8Array;
  readonly position: number;
}

function targetOf(run: readonly Piece[], result: Uint8Array): RunTarget {
  const [first, last] = [run[0] as Piece, run.at(-1) as Piece];
  const length = last.position + last.bytes - first.position;
  const gapless = run.reduce((sum, { bytes }) => sum + bytes, 0) === length;
  const straight = gapless && run.every(({ position, target }) => position - target === first.position - first.target);
  const target = straight ? result.subarray(first.target, first.target + length) : new Uint8Array(length);
  return { target, position: first.position };
}

/** Copies a run's rows to their places, unless they were read there. */
function spread(run: readonly Piece[], read: Uint8Array, result: Uint8Array): void {
  if (read.buffer === result.buffer) return;
  const [first] = run as [Piece];
  for (const { position, target, bytes } of run) {
    const start = position - first.position;
    result.set(read.subarray(start, start + bytes), target);
  }
}

function checkWhole(isWhole: boolean, { path }: StoredFile): void {
  if (isWhole) return;
  throw new MiebError("STORE_CORRUPT_SEGMENT", `${path}: it ends before the rows it should hold.`);
}
