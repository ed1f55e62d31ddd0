import type { Feature, Value } from "@mieb/core";

/** A 64-bit integer that a JavaScript number cannot hold. */
export class IntegerOverflow extends RangeError {}

/**
 * A decoded Parquet cell as the value tables hand out: 64-bit integers as numbers, `{ bytes, path }` images as encoded
 * images, dates as ISO texts, absent as null. Bytes are copied: a view would keep the whole page it lies in.
 * @throws IntegerOverflow for an integer beyond 2^53, which is never rounded
 */
export function cellValue(cell: unknown, feature: Feature): Value {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === "bigint") return safeNumber(cell);
  if (typeof cell !== "object") return cell as Value;
  if (feature.kind === "image") return imageValue(cell);
  if (cell instanceof Date) return cell.toISOString();
  if (cell instanceof Uint8Array) return feature.kind === "text" ? new TextDecoder().decode(cell) : cell.slice();
  if (feature.kind === "list") return Array.from(cell as ArrayLike<unknown>, (item) => cellValue(item, feature.item));
  const fields = feature.kind === "struct" ? feature.fields : {};
  if (Array.isArray(cell)) return cell.map((item) => cellValue(item, { kind: "unknown" }));
  return Object.fromEntries(
    Object.entries(cell).map(([name, value]) => [name, cellValue(value, fields[name] ?? { kind: "unknown" })]),
  );
}

function safeNumber(cell: bigint): number {
  const value = Number(cell);
  if (Number.isSafeInteger(value)) return value;
  throw new IntegerOverflow(`the integer ${cell} lies beyond 2^53`);
}

/** An image whose bytes lie in another file is left as `{ path }`, for the reader to say what is missing. */
function imageValue(cell: object): Value {
  if (cell instanceof Uint8Array) return { bytes: cell.slice() };
  const { bytes, path } = cell as { bytes?: unknown; path?: unknown };
  const name = typeof path === "string" ? { path } : {};
  if (bytes instanceof Uint8Array) return { bytes: bytes.slice(), ...name };
  return typeof path === "string" ? { path } : null;
}
