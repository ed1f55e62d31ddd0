import { MiebError, type Embeddings } from "@mieb/core";
import { invalidFile, vectorColumnNames, type ColumnFile } from "./column-file.ts";

/** Vectors of all files, numbered through in the order of the files. */
export interface VectorRows {
  readonly rowCount: number;
  readonly dimension: number;
  /** The vectors of some rows, in this order; with `rowOffsets` where each row has several. */
  read(rows: readonly number[]): Promise<Embeddings>;
  /** `file.parquet, row 7`. */
  describe(row: number): string;
}

export interface VectorRowsOptions {
  /** Whether a row is a list of vectors (late interaction) instead of one. */
  readonly hasSeveral: boolean;
}

/**
 * The vectors of these files. The first row of each is read at once, so that files that do not fit together are noticed
 * before anything is evaluated; all others are checked when they are read.
 * @throws MiebError `MODEL_INVALID_FILE` for no or another dimension, and for values that are not finite
 */
export async function vectorRows(files: readonly ColumnFile[], { hasSeveral }: VectorRowsOptions): Promise<VectorRows> {
  const starts = [0];
  for (const file of files) starts.push((starts.at(-1) ?? 0) + file.rowCount);
  const columns = new Map(files.map((file) => [file, vectorColumnOf(file)]));
  const cells = async (file: ColumnFile, rows: readonly number[]): Promise<readonly unknown[]> =>
    file.read(columns.get(file) ?? "", rows);
  const fileIndexOf = (row: number): number => starts.findLastIndex((start) => start <= row);

  const first = files[0] as ColumnFile;
  const [cell] = await cells(first, [0]);
  const dimension = lengthOf(hasSeveral ? itemsOf(cell)[0] : cell);
  const copy = hasSeveral ? copyVectors : copyVector;
  for (const file of files) copy((await cells(file, [0]))[0], { file, row: 0, dimension, first: first.name });

  return {
    rowCount: starts.at(-1) ?? 0,
    dimension,
    async read(rows) {
      const ascending = [...new Set(rows)].toSorted((a, b) => a - b);
      const vectorsOf = new Map<number, Float32Array>();
      for (const [index, wanted] of Map.groupBy(ascending, fileIndexOf)) {
        const [file, start] = [files[index] as ColumnFile, starts[index] ?? 0];
        const found = await cells(
          file,
          wanted.map((row) => row - start),
        );
        for (const [at, row] of wanted.entries()) {
          vectorsOf.set(row, copy(found[at], { file, row: row - start, dimension, first: first.name }));
        }
      }
      return joined(
        rows.map((row) => vectorsOf.get(row) ?? new Float32Array(0)),
        { dimension, hasSeveral },
      );
    },
    describe(row) {
      const index = fileIndexOf(row);
      return `${files[index]?.name}, row ${row - (starts[index] ?? 0)}`;
    },
  };
}

function joined(
  vectors: readonly Float32Array[],
  { dimension, hasSeveral }: VectorRowsOptions & { readonly dimension: number },
): Embeddings {
  const rowOffsets = new Uint32Array(vectors.length + 1);
  vectors.forEach(({ length }, row) => (rowOffsets[row + 1] = (rowOffsets[row] ?? 0) + length / dimension));
  const values = new Float32Array((rowOffsets.at(-1) ?? 0) * dimension);
  vectors.forEach((numbers, row) => values.set(numbers, (rowOffsets[row] ?? 0) * dimension));
  return { values, rowCount: vectors.length, dimension, ...(hasSeveral && { rowOffsets }) };
}

/** `vector` or `embedding`; a file with neither is refused. */
function vectorColumnOf(file: ColumnFile): string {
  const column = vectorColumnNames.find((name) => file.columns.includes(name));
  if (column !== undefined) return column;
  throw invalidFile(file.name, `its columns are ${file.columns.join(", ")}; expected one named "vector"`);
}

function lengthOf(cell: unknown): number {
  return Array.isArray(cell) || cell instanceof Float32Array || cell instanceof Float64Array ? cell.length : 0;
}

interface VectorPlace {
  readonly file: ColumnFile;
  readonly row: number;
  readonly dimension: number;
  /** Name of the file that set the dimension. */
  readonly first: string;
}

/** The vectors of a row, one after the other. */
function copyVectors(cell: unknown, place: VectorPlace): Float32Array {
  const { file, row, dimension } = place;
  const items = itemsOf(cell);
  if (lengthOf(cell) > 0 && lengthOf(items[0]) === 0 && typeof (cell as ArrayLike<unknown>)[0] === "number") {
    throw new MiebError(
      "MODEL_INVALID_FILE",
      `${file.name}, row ${row}: expected a list of vectors, found one vector.`,
      {
        hint: 'Leave "similarity": "max-sim" out of the JSON beside the file for a model of one vector per input.',
      },
    );
  }
  if (items.length === 0) throw invalidFile(file.name, `row ${row}: expected a list of vectors, found ${kindOf(cell)}`);
  const values = new Float32Array(items.length * dimension);
  for (const [at, item] of items.entries()) values.set(copyVector(item, place), at * dimension);
  return values;
}

/** Items of a list of lists; none of anything else. */
function itemsOf(cell: unknown): readonly unknown[] {
  return Array.isArray(cell) ? cell : [];
}

function copyVector(cell: unknown, { file, row, dimension, first }: VectorPlace): Float32Array {
  const length = lengthOf(cell);
  if (lengthOf(itemsOf(cell)[0]) > 0) {
    throw new MiebError(
      "MODEL_INVALID_FILE",
      `${file.name}, row ${row}: expected one vector, found a list of vectors.`,
      {
        hint: 'Say "similarity": "max-sim" in the JSON beside the file for a model of late interaction.',
      },
    );
  }
  if (length === 0) throw invalidFile(file.name, `row ${row}: expected a list of numbers, found ${kindOf(cell)}`);
  if (length !== dimension) {
    throw invalidFile(file.name, `row ${row} has ${length} numbers; ${first} begins with ${dimension}`);
  }
  checkNumbers(cell as ArrayLike<unknown>, { file, row });
  return Float32Array.from(cell as ArrayLike<number>);
}

/** Nulls, texts and truth values would otherwise be converted without a word. */
function checkNumbers(cell: ArrayLike<unknown>, { file, row }: Pick<VectorPlace, "file" | "row">): void {
  for (let at = 0; at < cell.length; at++) {
    const value = cell[at];
    if (typeof value === "number" && Number.isFinite(Math.fround(value))) continue;
    const said = typeof value === "string" ? JSON.stringify(value) : String(value);
    const hint =
      typeof value === "number"
        ? "Look at what the model made of that input; float16 overflows beyond 65504."
        : "Write vectors as lists of float32 without nulls.";
    const message = `${file.name}, row ${row}: number ${at} of the vector is ${said}.`;
    throw new MiebError("MODEL_INVALID_FILE", message, { hint });
  }
}

function kindOf(cell: unknown): string {
  if (cell === null || cell === undefined) return "nothing";
  return lengthOf(cell) === 0 && Array.isArray(cell) ? "an empty list" : (cell.constructor?.name ?? typeof cell);
}
