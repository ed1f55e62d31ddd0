import { MiebError } from "@mieb/core";
import { invalidFile, vectorColumnNames, type ColumnFile } from "./column-file.ts";

/** Vectors of all files, numbered through in the order of the files. */
export interface VectorRows {
  readonly rowCount: number;
  readonly dimension: number;
  /** `rows.length × dimension` floats, in the order of `rows`. */
  read(rows: readonly number[]): Promise<Float32Array>;
  /** `file.parquet, row 7`. */
  describe(row: number): string;
}

/**
 * The vectors of these files. The first row of each is read at once, so that files that do not fit together are noticed
 * before anything is evaluated; all others are checked when they are read.
 * @throws MiebError `MODEL_INVALID_FILE` for no or another dimension, and for values that are not finite
 */
export async function vectorRows(files: readonly ColumnFile[]): Promise<VectorRows> {
  const starts = [0];
  for (const file of files) starts.push((starts.at(-1) ?? 0) + file.rowCount);
  const columns = new Map(files.map((file) => [file, vectorColumnOf(file)]));
  const cells = async (file: ColumnFile, rows: readonly number[]): Promise<readonly unknown[]> =>
    file.read(columns.get(file) ?? "", rows);
  const fileIndexOf = (row: number): number => starts.findLastIndex((start) => start <= row);

  const first = files[0] as ColumnFile;
  const dimension = lengthOf((await cells(first, [0]))[0]);
  for (const file of files) copyVector((await cells(file, [0]))[0], { file, row: 0, dimension, first: first.name });

  return {
    rowCount: starts.at(-1) ?? 0,
    dimension,
    async read(rows) {
      const values = new Float32Array(rows.length * dimension);
      const ascending = [...new Set(rows)].toSorted((a, b) => a - b);
      const byFile = Map.groupBy(ascending, fileIndexOf);
      const placesOf = Map.groupBy(rows.keys(), (place) => rows[place]);
      for (const [index, wanted] of byFile) {
        const [file, start] = [files[index] as ColumnFile, starts[index] ?? 0];
        const found = await cells(
          file,
          wanted.map((row) => row - start),
        );
        for (const [at, row] of wanted.entries()) {
          const vector = copyVector(found[at], { file, row: row - start, dimension, first: first.name });
          for (const place of placesOf.get(row) ?? []) values.set(vector, place * dimension);
        }
      }
      return values;
    },
    describe(row) {
      const index = fileIndexOf(row);
      return `${files[index]?.name}, row ${row - (starts[index] ?? 0)}`;
    },
  };
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

function copyVector(cell: unknown, { file, row, dimension, first }: VectorPlace): Float32Array {
  const length = lengthOf(cell);
  if (length === 0) throw invalidFile(file.name, `row ${row}: expected a list of numbers, found ${kindOf(cell)}`);
  if (length !== dimension) {
    throw invalidFile(file.name, `row ${row} has ${length} numbers; ${first} begins with ${dimension}`);
  }
  const vector = Float32Array.from(cell as ArrayLike<number>);
  const bad = vector.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return vector;
  const value = String((cell as ArrayLike<unknown>)[bad]);
  throw new MiebError("MODEL_INVALID_FILE", `${file.name}, row ${row}: number ${bad} of the vector is ${value}.`, {
    hint: "Look at what the model made of that input; float16 overflows beyond 65504.",
  });
}

function kindOf(cell: unknown): string {
  if (cell === null || cell === undefined) return "nothing";
  return lengthOf(cell) === 0 && Array.isArray(cell) ? "an empty list" : (cell.constructor?.name ?? typeof cell);
}
