import { MiebError, type EncoderInput } from "@mieb/core";
import {
  Binary,
  Field,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  Utf8,
  type Data,
} from "apache-arrow";

/** Offsets of Arrow's binary columns are 32-bit. */
const MAX_COLUMN_BYTES = 2 ** 31 - 1;

/**
 * A batch as an Arrow IPC stream: `text` (utf8) and/or `image` (binary, the files as they are). All inputs have the same
 * modalities.
 */
export function inputBatch(inputs: readonly EncoderInput[]): Uint8Array {
  const columns: { readonly field: Field; readonly data: Data }[] = [];
  if (inputs.some(({ text }) => text !== undefined)) {
    const data = column(new Utf8(), inputs, ({ text = "" }) => Buffer.from(text));
    columns.push({ field: new Field("text", data.type, false), data });
  }
  if (inputs.some(({ image }) => image)) {
    const data = column(new Binary(), inputs, ({ image = new Uint8Array() }) => image);
    columns.push({ field: new Field("image", data.type, false), data });
  }
  const schema = new Schema(columns.map(({ field }) => field));
  const type = new Struct(schema.fields);
  const children = columns.map(({ data }) => data);
  const batch = new RecordBatch(schema, makeData({ type, length: inputs.length, nullCount: 0, children }));
  return RecordBatchStreamWriter.writeAll([batch]).toUint8Array(true);
}

function column<T extends Utf8 | Binary>(
  type: T,
  inputs: readonly EncoderInput[],
  bytesOf: (input: EncoderInput) => Uint8Array,
): Data<T> {
  const cells = inputs.map(bytesOf);
  const valueOffsets = new Int32Array(inputs.length + 1);
  let total = 0;
  for (const [row, cell] of cells.entries()) {
    total += cell.byteLength;
    if (total > MAX_COLUMN_BYTES) throw tooLarge(inputs.length);
    valueOffsets[row + 1] = total;
  }
  const data = Buffer.concat(cells, total);
  return makeData({ type: type as Binary, length: inputs.length, nullCount: 0, valueOffsets, data }) as Data<T>;
}

function tooLarge(rows: number): MiebError {
  return new MiebError("USAGE_INVALID_ARGUMENT", `A batch of ${rows} inputs has more than 2 GiB.`, {
    hint: "Take a smaller --batch-size.",
  });
}
