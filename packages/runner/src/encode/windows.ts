import type { EncoderInput } from "@mieb/core";
import type { InputReader } from "./input-reader.ts";

const [firstRows, maximumRows] = [256, 8192];

/**
 * Reads inputs in windows whose size follows their bytes, one window ahead of the consumer. At most two windows, so about
 * twice `budget` bytes, are in memory.
 */
export async function* windows(reader: InputReader, budget: number): AsyncGenerator<readonly EncoderInput[]> {
  let [start, rows] = [0, firstRows];
  const readNext = (): Promise<readonly EncoderInput[]> | undefined => {
    if (start >= reader.rowCount) return undefined;
    const end = Math.min(start + rows, reader.rowCount);
    const window = reader.read(start, end);
    window.catch(() => undefined); // Awaited below; the consumer may have left by then.
    start = end;
    return window;
  };
  for (let next = readNext(); next;) {
    const window = await next;
    rows = rowsWithin(budget, window);
    next = readNext();
    yield window;
  }
}

function rowsWithin(budget: number, window: readonly EncoderInput[]): number {
  const bytes = window.reduce((sum, { image, text }) => sum + (image?.byteLength ?? 0) + (text?.length ?? 0), 1);
  return Math.max(1, Math.min(maximumRows, Math.floor((budget * window.length) / bytes)));
}
