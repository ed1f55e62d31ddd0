/** An image as the repository stores it: the bytes of a PNG, JPEG, WebP … file, not decoded. */
export interface EncodedImage {
  readonly bytes: Uint8Array;
  /** File name the repository gives, where it gives one. */
  readonly path?: string;
}

/** One cell. 64-bit integers arrive as `number` (an integer beyond 2^53 is an error, never rounded). */
export type Value =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | EncodedImage
  | readonly Value[]
  | { readonly [field: string]: Value };

/** Type of a column, after the repository's README and the Parquet schema. */
export type Feature =
  | { readonly kind: "text" | "integer" | "float" | "boolean" | "binary" | "image" | "unknown" }
  /** Integer column; `names[value]` is the class name. */
  | { readonly kind: "class-label"; readonly names: readonly string[] }
  | { readonly kind: "list"; readonly item: Feature }
  | { readonly kind: "struct"; readonly fields: Readonly<Record<string, Feature>> };

/** Rows `start` (inclusive) to `end` (exclusive), or these rows in this order. */
export type RowSelection = { readonly start: number; readonly end: number } | readonly number[];

/** A cell of a repository's table: where the content of a derived table's cell was found. */
export interface CellOrigin {
  /** Name of that table: repository, config and split. */
  readonly table: string;
  readonly column: string;
  /** Counted in that table. */
  readonly row: number;
}

/**
 * Rows of one split, read column by column and on demand.
 *
 * Images stay encoded. `read` may be called for overlapping rows and concurrently; it decodes no more of the file than
 * the rows need.
 */
export interface Table {
  /** For messages: repository, config and split, such as `mteb/cifar10 (default/test)`. */
  readonly name: string;
  readonly rowCount: number;
  readonly features: Readonly<Record<string, Feature>>;
  /**
   * Values of `column` for `rows` (default: all), in that order.
   * @throws MiebError `DATASET_COLUMN_NOT_FOUND`, `DATASET_CORRUPT_FILE`
   */
  read(column: string, rows?: RowSelection): Promise<readonly Value[]>;
  /**
   * Where a cell comes from, for tables made of others: errors name that place, since it is what can be mended. Absent
   * where the rows are those of a repository. Ask with `originOf`, which needs no distinction.
   */
  origin?(column: string, row: number): CellOrigin;
}

/** Number of rows a selection names; `undefined` means all of `rowCount`. */
export function selectionSize(rows: RowSelection | undefined, rowCount: number): number {
  if (rows === undefined) return rowCount;
  return isRange(rows) ? rows.end - rows.start : rows.length;
}

/** Whether a selection is a `{ start, end }` range rather than a list. */
export function isRange(rows: RowSelection): rows is { readonly start: number; readonly end: number } {
  return !Array.isArray(rows);
}

/** Whether a cell is an encoded image. */
export function isEncodedImage(value: Value | undefined): value is EncodedImage {
  return typeof value === "object" && value !== null && "bytes" in value && value.bytes instanceof Uint8Array;
}
