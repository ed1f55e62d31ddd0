import { open, type FileHandle } from "node:fs/promises";
import { basename } from "node:path";
import {
  AsyncRecordBatchFileReader,
  DataType,
  Message,
  RecordBatchReader,
  Vector,
  type RecordBatch,
} from "apache-arrow";
import { invalidFile, type ColumnFile } from "./column-file.ts";
import type { FileCaches } from "./file-caches.ts";

interface BatchPlace {
  readonly firstRow: number;
  readonly rowCount: number;
  readonly bytes: number;
}

/** An Arrow IPC file (not a stream), read by record batches, each when a row of it is needed. */
export async function openArrowFile(path: string, { batches }: FileCaches): Promise<ColumnFile> {
  const handle = await open(path);
  try {
    const reader: unknown = await (await RecordBatchReader.from(handle)).open();
    if (!(reader instanceof AsyncRecordBatchFileReader)) {
      throw invalidFile(path, "it is an Arrow stream; expected the file format, pyarrow.ipc.new_file(…)");
    }
    return columnFile(path, { handle, reader, batches, places: await batchPlaces(path, reader, handle) });
  } catch (error) {
    await handle.close();
    throw error;
  }
}

interface OpenArrow {
  readonly handle: FileHandle;
  readonly reader: AsyncRecordBatchFileReader;
  readonly places: readonly BatchPlace[];
  readonly batches: FileCaches["batches"];
}

function columnFile(path: string, { handle, reader, places, batches }: OpenArrow): ColumnFile {
  // The reader has one position in the file, so reads follow one another.
  let turn: Promise<unknown> = Promise.resolve();
  const batchAt = async (index: number): Promise<RecordBatch> => {
    const key = `${path}:${index}`;
    const held = batches.get(key);
    if (held) return held;
    const batch = await reader.readRecordBatch(index);
    if (!batch) throw invalidFile(path, `record batch ${index} cannot be read`);
    batches.set(key, batch, { size: Math.min(batches.maxSize, Math.max(1, places[index]?.bytes ?? 1)) });
    return batch;
  };
  const read = async (column: string, rows: readonly number[]): Promise<readonly unknown[]> => {
    const cells: unknown[] = [];
    let index = 0;
    for (const row of rows) {
      while (row >= endOf(places[index])) index++;
      const cell: unknown = (await batchAt(index)).getChild(column)?.get(row - (places[index]?.firstRow ?? 0));
      cells.push(plainList(cell));
    }
    return cells;
  };
  return {
    name: basename(path),
    rowCount: endOf(places.at(-1) ?? { firstRow: 0, rowCount: 0, bytes: 0 }),
    columns: reader.schema.fields.map(({ name }) => name),
    read(column, rows) {
      const result = turn.then(() => read(column, rows));
      turn = result.catch(() => undefined);
      return result;
    },
    close: () => handle.close(),
  };
}

/** A list of numbers as an array of them, a list of lists as a list of such. */
function plainList(cell: unknown): unknown {
  if (!(cell instanceof Vector)) return cell;
  if (cell.get(0) instanceof Vector) return Array.from(cell as Vector, plainList);
  // What is no number is kept as it is, to be refused.
  return DataType.isFloat(cell.type) && cell.nullCount === 0
    ? Float32Array.from(cell as Vector)
    : [...(cell as Vector)];
}

function endOf(place: BatchPlace | undefined): number {
  return place ? place.firstRow + place.rowCount : Infinity;
}

/** Where each batch's rows lie, from the batches' heads alone. */
async function batchPlaces(
  path: string,
  reader: AsyncRecordBatchFileReader,
  handle: FileHandle,
): Promise<readonly BatchPlace[]> {
  const places: BatchPlace[] = [];
  let firstRow = 0;
  for (const { offset, metaDataLength, bodyLength } of reader.footer?.recordBatches() ?? []) {
    const head = new Uint8Array(metaDataLength);
    await handle.read(head, 0, metaDataLength, Number(offset));
    const message = Message.decode(head.subarray(8));
    if (!message.isRecordBatch()) throw invalidFile(path, `at byte ${offset} is no record batch`);
    const { length: rowCount, compression } = message.header();
    if (compression) throw invalidFile(path, 'it is compressed; write it with compression="uncompressed"');
    places.push({ firstRow, rowCount, bytes: Number(bodyLength) });
    firstRow += rowCount;
  }
  return places;
}
