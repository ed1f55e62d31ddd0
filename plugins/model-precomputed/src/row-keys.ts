import { createHash } from "node:crypto";
import type { EncodeOptions, InputIdentity } from "@mieb/core";
import { invalidFile, type ColumnFile } from "./column-file.ts";

/** Bytes of a row's key: the first half of a SHA-256, which no two inputs share by chance. */
export const KEY_BYTES = 16;

/** How a file's rows name their inputs: by content, or by place in a task (with or without the role). */
export type KeyKind = "content" | "place" | "place+role";

const contentColumn = "key";
const placeColumns = ["task", "split", "subset", "table", "column", "row"] as const;

/**
 * How a file names its inputs, told by its columns.
 * @throws MiebError `MODEL_INVALID_FILE` where neither `key` nor all columns of a place are there
 */
export function keyKindOf(file: ColumnFile): KeyKind {
  const has = (column: string): boolean => file.columns.includes(column);
  if (has(contentColumn)) return "content";
  if (placeColumns.every(has)) return has("role") ? "place+role" : "place";
  throw invalidFile(
    file.name,
    `its columns are ${file.columns.join(", ")}; expected "key" (SHA-256 of the image's bytes or the text) ` +
      `or ${placeColumns.join(", ")}`,
  );
}

/** Keys of these rows, concatenated. */
export async function rowKeys(file: ColumnFile, kind: KeyKind, rows: readonly number[]): Promise<Uint8Array> {
  const keys = new Uint8Array(rows.length * KEY_BYTES);
  const names = kind === "content" ? [contentColumn] : [...placeColumns, ...(kind === "place" ? [] : ["role"])];
  const columns = await Promise.all(names.map((name) => file.read(name, rows)));
  for (const [index, row] of rows.entries()) {
    const cells = columns.map((column) => column[index]);
    const key = kind === "content" ? contentKey(cells[0]) : placeKey(cells);
    if (!key) throw invalidFile(file.name, `row ${row}: ${faultOf(cells, kind)}`);
    keys.set(key, index * KEY_BYTES);
  }
  return keys;
}

/** Keys under which the vector of an input may lie, for the kinds there are, the most exact first. */
export function inputKeys(
  { table, column, row, contentHash }: InputIdentity,
  { task, split, subset, role }: EncodeOptions,
  kinds: ReadonlySet<KeyKind>,
): readonly Uint8Array[] {
  const place = [task.name, split, subset, table, column, row];
  const candidates: readonly (readonly [KeyKind, Uint8Array | undefined])[] = [
    ["place+role", kinds.has("place+role") ? placeKey([...place, role ?? null]) : undefined],
    ["place", kinds.has("place") ? placeKey(place) : undefined],
    ["content", contentKey(contentHash)],
  ];
  return candidates.flatMap(([kind, key]) => (kinds.has(kind) && key ? [key] : []));
}

/** From 64 hexadecimal digits, or the 32 bytes they stand for. */
function contentKey(cell: unknown): Uint8Array | undefined {
  if (cell instanceof Uint8Array && cell.length === 2 * KEY_BYTES) return cell.subarray(0, KEY_BYTES);
  const text = cell instanceof Uint8Array ? Buffer.from(cell).toString("latin1") : cell;
  if (typeof text !== "string" || !/^[0-9a-f]{64}$/i.test(text)) return undefined;
  return Buffer.from(text.slice(0, 2 * KEY_BYTES), "hex");
}

/** From task, split, subset, table, column, row and, where roles are told apart, the role or null. */
function placeKey(cells: readonly unknown[]): Uint8Array | undefined {
  const [row, role] = [Number(cells[5]), cells[6]];
  const isPlace = cells.slice(0, 5).every((cell) => typeof cell === "string") && cells[5] !== null;
  if (!isPlace || !Number.isInteger(row) || row < 0) return undefined;
  const parts = [...cells.slice(0, 5), row, ...(cells.length > 6 ? [role === "" ? null : (role ?? null)] : [])];
  return createHash("sha256").update(JSON.stringify(parts)).digest().subarray(0, KEY_BYTES);
}

function faultOf(cells: readonly unknown[], kind: KeyKind): string {
  const found = cells.map((cell) => (typeof cell === "bigint" ? `${cell}` : JSON.stringify(cell))).join(", ");
  if (kind !== "content") return `expected five names and a row number as the input's place, found ${found}`;
  return `expected 64 hexadecimal digits as key, found ${found.length > 80 ? `${found.slice(0, 80)}…` : found}`;
}
