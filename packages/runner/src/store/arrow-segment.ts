import {
  Field,
  FixedSizeBinary,
  FixedSizeList,
  Float32,
  List,
  makeData,
  Message,
  RecordBatch,
  Schema,
  Struct,
  type Data,
} from "apache-arrow";
import { AlignedFileWriter } from "./aligned-file-writer.ts";
import { KEY_BYTES } from "./key-pages.ts";

/** Where the writer puts the record batch message. */
const MESSAGE_AT = 64;

/** The rows of a segment: as in `Embeddings`, with their keys. */
export interface SegmentRows {
  /** `rowCount × 32` bytes. */
  readonly keys: Uint8Array;
  readonly vectorCount: number;
  readonly dimension: number;
  /** `vectorCount × dimension` float32, row-major, as bytes in pieces. */
  readonly values: AsyncIterable<Uint8Array>;
  /** `rowCount + 1` vector indices from 0; absent for one vector per row. */
  readonly rowOffsets?: Uint32Array;
}

/** Where the parts of a segment lie in its file, in bytes. */
export interface SegmentLayout {
  readonly rowCount: number;
  readonly vectorCount: number;
  /** 0 where no row has a vector. */
  readonly dimension: number;
  readonly keys: number;
  readonly values: number;
  /** Absent for one vector per row. */
  readonly rowOffsets?: number;
}

/**
 * An Arrow IPC file of one record batch, as its bytes in order: `key` FixedSizeBinary(32) and `vector`
 * FixedSizeList(float32), or a List of those for several vectors a row.
 */
export async function* segmentFile(rows: SegmentRows): AsyncGenerator<Uint8Array> {
  // apache-arrow wants the vectors as one array. Of this one it only asks the length: zeros that nobody touches take no
  // memory, and the pieces go out in its place.
  const standIn = new Float32Array(rows.vectorCount * rows.dimension);
  for await (const bytes of writtenBy(rows, standIn)) {
    if (bytes.buffer === standIn.buffer) yield* rows.values;
    else yield bytes;
  }
}

function writtenBy(rows: SegmentRows, values: Float32Array): AsyncIterable<Uint8Array> {
  const rowCount = rows.keys.length / KEY_BYTES;
  const keyType = new FixedSizeBinary(KEY_BYTES);
  const key = makeData({ type: keyType, length: rowCount, nullCount: 0, data: rows.keys });
  const vector = vectorColumn(rows, values);
  const schema = new Schema(
    [new Field("key", key.type, false), new Field("vector", vector.type, false)],
    new Map([["mieb.segment", "1"]]),
  );
  const type = new Struct(schema.fields);
  const columns = makeData({ type, length: rowCount, nullCount: 0, children: [key, vector] });
  const writer = new AlignedFileWriter();
  writer.write(new RecordBatch(schema, columns));
  writer.finish();
  return writer;
}

function vectorColumn({ vectorCount: length, dimension, rowOffsets }: SegmentRows, values: Float32Array): Data {
  const child = makeData({ type: new Float32(), length: values.length, nullCount: 0, data: values });
  const type = new FixedSizeList(dimension, new Field("item", child.type, false));
  const vectors = makeData({ type, length, nullCount: 0, child });
  if (!rowOffsets) return vectors;
  const listType = new List(new Field("item", type, false));
  const valueOffsets = new Int32Array(rowOffsets.buffer, rowOffsets.byteOffset, rowOffsets.length);
  return makeData({ type: listType, length: rowOffsets.length - 1, nullCount: 0, valueOffsets, child: vectors });
}

/**
 * Reads the layout of a segment from the first bytes of its file (4096 are plenty).
 * They must be known to be intact: apache-arrow may ask for gigabytes, or any time, to decode damaged ones.
 */
export function segmentLayout(head: Uint8Array): SegmentLayout {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const metadataBytes = view.getInt32(MESSAGE_AT + 4, true);
  const message = Message.decode(head.subarray(MESSAGE_AT + 8, MESSAGE_AT + 8 + metadataBytes));
  if (!message.isRecordBatch()) throw new Error("the file does not begin with a record batch");
  const { length: rowCount, nodes, buffers } = message.header();
  const body = MESSAGE_AT + 8 + metadataBytes;
  const at = (buffer: number): number => body + (buffers.at(buffer)?.offset ?? Number.NaN);
  const [items, vectors] = [nodes.at(-1)?.length ?? 0, nodes.at(-2)?.length ?? 0];
  const layout = {
    rowCount,
    vectorCount: vectors,
    dimension: vectors > 0 ? items / vectors : 0,
    keys: at(1),
    values: at(-1),
  };
  return nodes.length === 4 ? { ...layout, rowOffsets: at(3) } : layout;
}
