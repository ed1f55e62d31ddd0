import { open, type FileHandle } from "node:fs/promises";
import { crc32 } from "node:zlib";
import type { Embeddings } from "@mieb/core";
import { readFully, syncFolder, writeFully } from "./durable-files.ts";
import { KEY_BYTES } from "./key-pages.ts";
import { dirname } from "node:path";

/** "MIEJ". A record: eight 32-bit words of header, the keys, the row offsets if any, the vectors. */
const MAGIC = 0x4a45494d;
const HEADER_BYTES = 32;

/** One appended batch, found intact in a journal. */
export interface JournalRecord {
  readonly rowCount: number;
  readonly vectorCount: number;
  readonly dimension: number;
  /** `rowCount × 32` bytes. */
  readonly keys: Uint8Array;
  /** `rowCount + 1` vector indices from 0; absent for one vector per row. */
  readonly rowOffsets?: Uint32Array;
  /** Where in the file the vectors lie. */
  readonly position: number;
}

/** The file that one process appends its batches to until they are sealed into a segment. */
export interface Journal {
  readonly path: string;
  readonly handle: FileHandle;
  /** Size so far. */
  readonly bytes: number;
  /** Durable when the promise resolves; a failure leaves the journal as it was. Not to be called concurrently. */
  append(keys: Uint8Array, embeddings: Embeddings): Promise<JournalRecord>;
}

/** Starts a journal; its folder must exist. */
export async function createJournal(path: string): Promise<Journal> {
  const handle = await open(path, "wx+");
  await syncFolder(dirname(path));
  let bytes = 0;
  return {
    path,
    handle,
    get bytes() {
      return bytes;
    },
    async append(keys, embeddings) {
      const { rowCount, dimension, values, rowOffsets } = embeddings;
      const record = encodeRecord(keys, embeddings);
      const start = bytes;
      try {
        await writeFully(handle, record, start);
        await handle.datasync();
      } catch (error) {
        await handle.truncate(start);
        throw error;
      }
      bytes += record.length;
      const vectorCount = values.length / dimension;
      const position = bytes - values.byteLength;
      return { rowCount, vectorCount, dimension, keys, position, ...(rowOffsets && { rowOffsets }) };
    },
  };
}

/** What could be read from a journal. */
export interface JournalContent {
  readonly records: readonly JournalRecord[];
  /** Rows of records whose bytes do not match their checksum. */
  readonly damagedRows: number;
}

/**
 * Reads a journal's records and checks them, one in memory at a time. It ends where a header is torn or wrong: what
 * follows was never reported as written, or cannot be found. A record with a wrong checksum is passed over.
 */
export async function readJournal(handle: FileHandle): Promise<JournalContent> {
  const records: JournalRecord[] = [];
  let damagedRows = 0;
  const header = Buffer.alloc(HEADER_BYTES);
  let scratch = new Uint8Array(0);
  for (let at = 0; await readFully(handle, header, at);) {
    const [magic, rowCount, vectorCount, dimension, offsetCount, payloadCrc, , headerCrc] = words(header);
    if (magic !== MAGIC || headerCrc !== crc32(header.subarray(0, -4))) break;
    const lengths = [rowCount * KEY_BYTES, offsetCount * 4, vectorCount * dimension * 4] as const;
    const size = lengths[0] + lengths[1] + lengths[2];
    if (size > scratch.length) scratch = new Uint8Array(size);
    const payload = scratch.subarray(0, size);
    if (!(await readFully(handle, payload, at + HEADER_BYTES))) break;
    const position = at + HEADER_BYTES + lengths[0] + lengths[1];
    if (crc32(payload) === payloadCrc) {
      const rowOffsets = new Uint32Array(payload.buffer, lengths[0], offsetCount).slice();
      const keys = payload.slice(0, lengths[0]);
      const record = { rowCount, vectorCount, dimension, keys, position };
      records.push(offsetCount > 0 ? { ...record, rowOffsets } : record);
    } else {
      damagedRows += rowCount;
    }
    at = position + lengths[2];
  }
  return { records, damagedRows };
}

function encodeRecord(keys: Uint8Array, { rowCount, dimension, values, rowOffsets }: Embeddings): Buffer {
  const payload = [keys, bytesOf(rowOffsets ?? new Uint32Array(0)), bytesOf(values)];
  const payloadCrc = payload.reduce((crc, part) => crc32(part, crc), 0);
  const vectorCount = values.length / dimension;
  const header = Uint32Array.of(MAGIC, rowCount, vectorCount, dimension, rowOffsets?.length ?? 0, payloadCrc, 0, 0);
  header[7] = crc32(bytesOf(header).subarray(0, -4));
  return Buffer.concat([bytesOf(header), ...payload]);
}

type Words = [number, number, number, number, number, number, number, number];

function words(header: Buffer): Words {
  return Array.from({ length: 8 }, (_, word) => header.readUInt32LE(word * 4)) as Words;
}

/** The bytes of a typed array, without a copy. */
export function bytesOf(array: Float32Array | Uint32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
