import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { bytesAt } from "./bytes-at.ts";
import type { ColumnFile } from "./column-file.ts";

/** Lines that are read at once; only where each such block begins is held in memory. */
const BLOCK_LINES = 4096;
const [NEWLINE, SPACE] = [10, 32];

/** Where the lines of a text lie. Empty lines at its end do not count. */
interface LinePlaces {
  /** First byte of each block of lines. */
  readonly starts: readonly number[];
  readonly lineCount: number;
  /** Behind the last byte that is no white space. */
  readonly end: number;
}

/** A text of a key per line, read by blocks of lines. */
export async function openKeyLines(file: string): Promise<ColumnFile> {
  const { starts, lineCount, end } = await linePlaces(file);
  const blockAt = async (block: number): Promise<readonly string[]> => {
    await using handle = await open(file);
    const start = starts[block] ?? end;
    const bytes = await bytesAt(handle, start, Math.min(starts[block + 1] ?? end, end) - start);
    return Buffer.from(bytes.buffer, 0, bytes.length).toString("utf8").split(/\r?\n/);
  };
  return {
    name: basename(file),
    rowCount: lineCount,
    columns: ["key"],
    async read(_, rows) {
      const keys: (string | undefined)[] = [];
      for (const [block, wanted] of Map.groupBy(rows, (row) => Math.floor(row / BLOCK_LINES))) {
        const lines = await blockAt(block);
        for (const row of wanted) keys.push(lines[row % BLOCK_LINES]);
      }
      return keys;
    },
  };
}

async function linePlaces(file: string): Promise<LinePlaces> {
  const starts = [0];
  let [line, lineCount, end, position] = [0, 0, 0, 0];
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (byte > SPACE) {
        lineCount = line + 1;
        end = position + at + 1;
      } else if (byte === NEWLINE && ++line % BLOCK_LINES === 0) starts.push(position + at + 1);
    }
    position += chunk.length;
  }
  return { starts, lineCount, end };
}
