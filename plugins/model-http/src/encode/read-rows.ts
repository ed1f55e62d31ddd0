import { inputsName, MiebError, type Embeddings, type EncoderInput } from "@mieb/core";

export interface ExpectedRows {
  readonly server: string;
  readonly inputs: readonly EncoderInput[];
  /** Dimension asked for, or that of earlier answers; undefined for the first. */
  readonly dimension: number | undefined;
}

/**
 * The vectors of an answer: lists of numbers, or base64 of little-endian float32.
 * @throws MiebError `MODEL_INVALID_OUTPUT` for rows that are missing, of another dimension or not finite, naming the input
 */
export function readRows(rows: readonly unknown[], expected: ExpectedRows): Embeddings {
  const { server, inputs } = expected;
  if (rows.length !== inputs.length) {
    throw invalid(`${server} returned ${rows.length} vectors for ${inputs.length} inputs (${inputsName(inputs)})`);
  }
  const vectors = rows.map((row, index) =>
    readRow(row, `${server} returned for ${inputsName(inputs.slice(index, index + 1))}`),
  );
  const dimension = expected.dimension ?? vectors[0]?.length ?? 0;
  const values = new Float32Array(vectors.length * dimension);
  for (const [row, vector] of vectors.entries()) {
    if (vector.length !== dimension || dimension === 0) {
      throw invalid(
        `${server} returned a vector of dimension ${vector.length} for ${inputsName(inputs.slice(row, row + 1))}, not ${dimension}`,
      );
    }
    values.set(vector, row * dimension);
  }
  return { values, rowCount: vectors.length, dimension };
}

function readRow(row: unknown, place: string): ArrayLike<number> {
  const vector = typeof row === "string" ? decoded(row, place) : row;
  if (!Array.isArray(vector) && !(vector instanceof Float32Array))
    throw invalid(`${place} no vector but ${brief(row)}`);
  for (const value of vector as ArrayLike<unknown> & Iterable<unknown>) {
    if (typeof value !== "number" || !Number.isFinite(value)) throw invalid(`${place} ${brief(value)} in a vector`);
  }
  return vector as ArrayLike<number>;
}

function decoded(text: string, place: string): Float32Array {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length === 0 || bytes.length % 4 !== 0) throw invalid(`${place} base64 that is no list of float32`);
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}

/** Texts and objects are not quoted: servers like to repeat a key they do not know. */
function brief(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return "a text";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

function invalid(message: string): MiebError {
  return new MiebError("MODEL_INVALID_OUTPUT", `${message}.`, {
    hint: "Check the server's model and settings; nothing of this answer is stored.",
  });
}
