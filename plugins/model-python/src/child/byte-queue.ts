/** A stream of chunks, taken in pieces of one's own choice. */
export interface ByteQueue {
  /** The next `size` bytes; undefined when the stream ends before. */
  take(size: number): Promise<Buffer | undefined>;
  /** What comes before `mark`, which is dropped. Not found in `limit` bytes or more, or to the end: all that came. */
  takeThrough(mark: Buffer, limit: number): Promise<{ readonly found: boolean; readonly before: Buffer }>;
}

export function byteQueue(stream: AsyncIterable<Buffer>): ByteQueue {
  const iterator = stream[Symbol.asyncIterator]();
  const held: { chunks: Buffer[]; size: number } = { chunks: [], size: 0 };

  const more = async (): Promise<boolean> => {
    const { value, done } = await iterator.next();
    if (done) return false;
    held.chunks.push(value);
    held.size += value.length;
    return true;
  };
  const joined = (): Buffer => {
    const all = held.chunks.length === 1 ? (held.chunks[0] as Buffer) : Buffer.concat(held.chunks, held.size);
    held.chunks = [all];
    return all;
  };
  const drop = (all: Buffer, count: number): void => {
    held.chunks = [all.subarray(count)];
    held.size = all.length - count;
  };

  return {
    async take(size) {
      while (held.size < size) if (!(await more())) return undefined;
      const all = joined();
      drop(all, size);
      return all.subarray(0, size);
    },
    async takeThrough(mark, limit) {
      while (held.size <= limit && (await more())) {
        const all = joined();
        const at = all.indexOf(mark);
        if (at < 0) continue;
        drop(all, at + mark.length);
        return { found: true, before: all.subarray(0, at) };
      }
      return { found: false, before: joined() };
    },
  };
}
