import { createHash } from "node:crypto";
import type { EncodeOptions, InputIdentity } from "@mieb/core";
import { invalidFile, type ColumnFile } from "./column-file.ts";

/** Bytes of a row's key: the first half of a SHA-256, which no two inputs share by chance. */
export const KEY_BYTES = 16;

/**
 * How a file's rows name their inputs: by content, by place in a task (with or without the role), or by task, split and row
 * alone, which says enough of tasks that read one column of one table.
 */
export type KeyKind = "content" | "place" | "place+role" | "task row";

const contentColumn = "key";
const placeColumns = ["task", "split", "subset", "table", "column", "row"] as const;
const taskRowColumns = ["task", "split", "row"] as const;

/** Columns of each kind of key, in the order in which they make it. */
const columnsOf: Readonly<Record<KeyKind, readonly string[]>> = {
  content: [contentColumn],
  place: placeColumns,
  "place+role": [...placeColumns, "role"],
  "task row": taskRowColumns,
};

/**
 * How a file names its inputs, told by its columns.
 * @throws MiebError `MODEL_INVALID_FILE` where neither `key` nor all columns of a place are there, nor task, split and row alone
 */
export function keyKindOf(file: ColumnFile): KeyKind {
  const has = (column: string): boolean => file.columns.includes(column);
  if (has(contentColumn)) return "content";
  if (placeColumns.every(has)) return has("role") ? "place+role" : "place";
  if (taskRowColumns.every(has) && !["subset", "table", "column", "role"].some(has)) return "task row";
  throw invalidFile(
    file.name,
    `its columns are ${file.columns.join(", ")}; expected "key" (SHA-256 of the image's bytes or the text), ` +
      `${placeColumns.join(", ")}, or only ${taskRowColumns.join(", ")}`,
  );
}

/** Keys of these rows, concatenated. */
export async function rowKeys(file: ColumnFile, kind: KeyKind, rows: readonly number[]): Promise<Uint8Array> {
  const keys = new Uint8Array(rows.length * KEY_BYTES);
  const columns = await Promise.all(columnsOf[kind].map((name) => file.read(name, rows)));
  for (const [index, row] of rows.entries()) {
    const cells = columns.map((column) => column[index]);
    const key = kind === "content" ? contentKey(cells[0]) : placeKey(cells, kind);
    if (!key) throw invalidFile(file.name, `row ${row}: ${faultOf(cells, kind)}`);
    keys.set(key, index * KEY_BYTES);
  }
  return keys;
}

/** A kind of key and an input's key of that kind. */
export type InputKey = readonly [kind: KeyKind, key: Uint8Array];

/** Keys under which the vector of an input may lie, for the kinds there are, the most exact first. */
export function inputKeys(
  { table, column, row, contentHash }: InputIdentity,
  { task, split, subset, role }: EncodeOptions,
  kinds: ReadonlySet<KeyKind>,
): readonly InputKey[] {
  const place = [task.name, split, subset, table, column, row];
  const cellsOf: readonly (readonly [KeyKind, readonly unknown[]])[] = [
    ["place+role", [...place, role ?? null]],
    ["place", place],
    ["task row", [task.name, split, row]],
    ["content", [contentHash]],
  ];
  return cellsOf.flatMap(([kind, cells]): readonly InputKey[] => {
    const key = kinds.has(kind) && (kind === "content" ? contentKey(contentHash) : placeKey(cells, kind));
    return key ? [[kind, key]] : [];
  });
}

/** From 64 hexadecimal digits, or the 32 bytes they stand for. */
function contentKey(cell: unknown): Uint8Array | undefined {
  if (cell instanceof Uint8Array && cell.length === 2 * KEY_BYTES) return cell.subarray(0, KEY_BYTES);
  const text = cell instanceof Uint8Array ? Buffer.from(cell).toString("latin1") : cell;
  if (typeof text !== "string" || !/^[0-9a-f]{64}$/i.test(text)) return undefined;
  return Buffer.from(text.slice(0, 2 * KEY_BYTES), "hex");
}

/** From the cells of {@link columnsOf}: names, the row number and, where roles are told apart, the role or null. */
function placeKey(cells: readonly unknown[], kind: KeyKind): Uint8Array | undefined {
  const at = columnsOf[kind].indexOf("row");
  const [names, row, role] = [cells.slice(0, at), Number(cells[at]), cells[at + 1]];
  const isPlace = names.every((cell) => typeof cell === "string") && cells[at] !== null;
  if (!isPlace || !Number.isInteger(row) || row < 0) return undefined;
  const parts = [...names, row, ...(cells.length > at + 1 ? [role === "" ? null : (role ?? null)] : [])];
  return createHash("sha256").update(JSON.stringify(parts)).digest().subarray(0, KEY_BYTES);
}

function faultOf(cells: readonly unknown[], kind: KeyKind): string {
  const found = cells.map((cell) => (typeof cell === "bigint" ? `${cell}` : JSON.stringify(cell))).join(", ");
  if (kind !== "content") return `expected ${columnsOf[kind].join(", ")} as the input's place, found ${found}`;
  return `expected 64 hexadecimal digits as key, found ${found.length > 80 ? `${found.slice(0, 80)}…` : found}`;
}
