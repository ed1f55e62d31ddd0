import { open, type FileHandle } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { MiebError } from "@mieb/core";
import type * as ArrowSegment from "./arrow-segment.ts";
import type { SegmentLayout, SegmentRows } from "./arrow-segment.ts";
import { readFully, writeAside, writeFully } from "./durable-files.ts";
import { KEY_BYTES } from "./key-pages.ts";

const HEAD_BYTES = 4096;
const CHECK_BYTES = 4 * 2 ** 20;
/** Linux keeps such blocks in pages of 2 MB, which are mapped thirty times as fast as what smaller writes leave. */
const BLOCK_BYTES = 4 * 2 ** 20;

/** What the index keeps of a segment. */
export interface SegmentContent extends SegmentLayout {
  readonly keyBytes: Uint8Array;
  readonly offsets?: Uint32Array;
}

/** apache-arrow takes a tenth of a second to import: only where segments are there to read or write. */
function arrow(): Promise<typeof ArrowSegment> {
  return import("./arrow-segment.ts");
}

/**
 * Writes a segment aside and renames it to `<stem>.<checksum of its head><checksum of all of it>.arrow`, whose path it
 * returns. The checksums (CRC-32) stand in the name because a file cannot hold its own, and nothing beside it can get
 * lost. The head has its own because opening a partition must not decode a damaged one, and need not read the rest.
 */
export async function writeSegment(rows: SegmentRows, temporary: string, stem: string): Promise<string> {
  const { segmentFile } = await arrow();
  return writeAside(temporary, async (handle) => {
    let [crc, position] = [0, 0];
    for await (const bytes of inBlocks(segmentFile(rows))) {
      await writeFully(handle, bytes, position);
      crc = crc32(bytes, crc);
      position += bytes.length;
    }
    const head = await readPart(handle, temporary, 0, Math.min(position, HEAD_BYTES));
    return `${stem}.${checksumText(crc32(head))}${checksumText(crc)}.arrow`;
  });
}

/** The same bytes in blocks, of which the last may be smaller; a block is only valid until the next is asked for. */
async function* inBlocks(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const block = new Uint8Array(BLOCK_BYTES);
  let filled = 0;
  for await (const piece of pieces) {
    for (let taken = 0; taken < piece.length;) {
      const part = piece.subarray(taken, taken + BLOCK_BYTES - filled);
      block.set(part, filled);
      taken += part.length;
      filled += part.length;
      if (filled < BLOCK_BYTES) continue;
      yield block;
      filled = 0;
    }
  }
  if (filled > 0) yield block.subarray(0, filled);
}

/** Reads keys and row offsets of a segment, not its vectors. Throws when the file is no segment or is cut. */
export async function readSegment(path: string): Promise<SegmentContent> {
  const handle = await open(path, "r");
  try {
    const layout = await layoutOf(handle, path);
    const keyBytes = await readPart(handle, path, layout.keys, layout.rowCount * KEY_BYTES);
    if (layout.rowOffsets === undefined) return { ...layout, keyBytes };
    const offsets = await readPart(handle, path, layout.rowOffsets, (layout.rowCount + 1) * 4);
    return { ...layout, keyBytes, offsets: new Uint32Array(offsets.buffer) };
  } finally {
    await handle.close();
  }
}

/** Where the parts of a segment lie. Throws when the file is no segment or is cut. */
export async function readLayout(path: string): Promise<SegmentLayout> {
  const handle = await open(path, "r");
  try {
    return await layoutOf(handle, path);
  } finally {
    await handle.close();
  }
}

async function layoutOf(handle: FileHandle, path: string): Promise<SegmentLayout> {
  const { segmentLayout } = await arrow();
  const { size } = await handle.stat();
  const head = await readPart(handle, path, 0, Math.min(size, HEAD_BYTES));
  if (checksumText(crc32(head)) !== checksumsIn(path).head) throw corrupt(path, "its head does not match its checksum");
  let layout: SegmentLayout;
  try {
    layout = segmentLayout(head);
  } catch (error) {
    throw corrupt(path, `its head cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { values, vectorCount, dimension, keys, rowCount } = layout;
  const inside = values + vectorCount * dimension * 4 <= size && keys + rowCount * KEY_BYTES <= size;
  if (!inside) throw corrupt(path, "it is shorter than its head says");
  return layout;
}

async function readPart(
  handle: FileHandle,
  path: string,
  position: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  if (!(await readFully(handle, bytes, position))) throw corrupt(path, "it is shorter than its head says");
  return bytes;
}

/**
 * Compares a segment's bytes with the checksum in its name.
 * @throws MiebError `STORE_CORRUPT_SEGMENT`
 */
export async function checkSegment(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    const buffer = new Uint8Array(CHECK_BYTES);
    let [crc, read] = [0, 0];
    for (let position = 0; ; position += read) {
      read = (await handle.read(buffer, 0, buffer.length, position)).bytesRead;
      if (read === 0) break;
      crc = crc32(buffer.subarray(0, read), crc);
    }
    if (checksumText(crc) !== checksumsIn(path).all) throw corrupt(path, "its bytes do not match its checksum");
  } finally {
    await handle.close();
  }
}

function checksumText(crc: number): string {
  return crc.toString(16).padStart(8, "0");
}

function checksumsIn(path: string): { readonly head: string | undefined; readonly all: string | undefined } {
  const [, head, all] = /\.([0-9a-f]{8})([0-9a-f]{8})\.arrow$/.exec(path) ?? [];
  return { head, all };
}

function corrupt(path: string, reason: string): MiebError {
  return new MiebError("STORE_CORRUPT_SEGMENT", `${path}: ${reason}.`);
}
