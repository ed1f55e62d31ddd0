import { MiebError, type EncodeOptions, type InputIdentity } from "@mieb/core";
import type { ColumnFile } from "./column-file.ts";
import { rowIndex, type RowIndex } from "./row-index.ts";
import { inputKeys, KEY_BYTES, keyKindOf, rowKeys, type KeyKind } from "./row-keys.ts";
import { soleTables } from "./sole-tables.ts";
import { vectorRows, type VectorRows, type VectorRowsOptions } from "./vector-rows.ts";

/** Rows whose keys are read at once. */
const WINDOW = 8192;
/** Repeated rows whose vectors are compared at once. */
const COMPARED = 1024;

/** Vectors by input: an index of all keys in memory, the vectors in their files. */
export interface VectorStore {
  readonly rows: VectorRows;
  /**
   * Row of an input's vector, or -1.
   * @throws MiebError `MODEL_INVALID_FILE` where only task, split and row are told and they name several inputs
   */
  rowOf(identity: InputIdentity, options: EncodeOptions): number;
}

/**
 * Reads all keys. A key may come twice if it has the same vector.
 * @throws MiebError `MODEL_INVALID_FILE` for keys that are none and for a key with two vectors
 */
export async function openVectorStore(
  reference: string,
  files: readonly ColumnFile[],
  options: VectorRowsOptions,
): Promise<VectorStore> {
  const filled = files.filter(({ rowCount }) => rowCount > 0);
  if (filled.length === 0) throw noRows(files);
  const kinds = new Set(filled.map(keyKindOf));
  const rows = await vectorRows(filled, options);
  const index = await indexKeys(filled, rows);
  const requireSole = soleTables(reference);
  return {
    rows,
    rowOf(identity, options) {
      for (const [kind, key] of inputKeys(identity, options, kinds)) {
        const row = index.rowOf(key);
        if (row >= 0 && kind === "task row") requireSole(identity, options);
        if (row >= 0) return row;
      }
      return -1;
    },
  };
}

/** Whether an input's vector depends on more than its content. */
export function dependsOnPlace(files: readonly ColumnFile[]): boolean {
  return files.some((file) => keyKindOf(file) !== "content");
}

async function indexKeys(files: readonly ColumnFile[], rows: VectorRows): Promise<RowIndex> {
  const index = rowIndex(rows.rowCount);
  let repeated: (readonly [number, number])[] = [];
  let row = 0;
  for (const file of files) {
    const kind: KeyKind = keyKindOf(file);
    for (let start = 0; start < file.rowCount; start += WINDOW) {
      const window = Array.from({ length: Math.min(WINDOW, file.rowCount - start) }, (_, at) => start + at);
      const keys = await rowKeys(file, kind, window);
      for (let at = 0; at < keys.length; at += KEY_BYTES, row++) {
        const before = index.add(keys.subarray(at, at + KEY_BYTES));
        if (before >= 0) repeated.push([before, row]);
      }
      while (repeated.length >= COMPARED) {
        await compareVectors(repeated.slice(0, COMPARED), rows);
        repeated = repeated.slice(COMPARED);
      }
    }
  }
  await compareVectors(repeated, rows);
  return index;
}

async function compareVectors(pairs: readonly (readonly [number, number])[], rows: VectorRows): Promise<void> {
  const { values, dimension, rowOffsets } = await rows.read(pairs.flat());
  const startOf = (place: number): number => (rowOffsets?.[place] ?? place) * dimension;
  const vectorsAt = (place: number): Float32Array => values.subarray(startOf(place), startOf(place + 1));
  for (const [place, [before, row]] of pairs.entries()) {
    const [first, second] = [vectorsAt(2 * place), vectorsAt(2 * place + 1)];
    if (first.length === second.length && first.every((value, at) => value === second[at])) continue;
    throw new MiebError(
      "MODEL_INVALID_FILE",
      `${rows.describe(before)} and ${rows.describe(row)} have the same key and different vectors.`,
      { hint: "Keep one of them; a model whose vectors depend on the task is written by place: task, split, row …" },
    );
  }
}

function noRows(files: readonly ColumnFile[]): MiebError {
  return new MiebError("MODEL_INVALID_FILE", `${files.map(({ name }) => name).join(", ")}: there are no rows.`, {
    hint: "Write a row with a key and a vector per input; `mieb export-inputs` lists the inputs of tasks.",
  });
}
