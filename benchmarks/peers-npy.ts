import { open } from "node:fs/promises";

/** An array that numpy saved, C-ordered, of float32 or int32. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly bytes: ArrayBuffer;
}

/** Reads a .npy file (format 1.0 of numpy.lib.format), larger than 2 GB too. */
export async function readNpy(file: string): Promise<NpyArray> {
  const handle = await open(file);
  try {
    const { buffer: start } = await handle.read(Buffer.alloc(10), 0, 10, 0);
    const headerLength = start.readUInt16LE(8);
    const { buffer: header } = await handle.read(Buffer.alloc(headerLength), 0, headerLength, 10);
    const [, type, shape] = /'descr': '<([fi]4)'.*'shape': \(([\d, ]*)\)/.exec(header.toString("latin1")) ?? [];
    if (type === undefined) throw new Error(`${file} is no array of float32 or int32`);
    const sizes = (shape ?? "").split(",").flatMap((size) => (size.trim() === "" ? [] : [Number(size)]));
    const bytes = new ArrayBuffer(4 * sizes.reduce((product, size) => product * size, 1));
    const step = 2 ** 30;
    for (let at = 0; at < bytes.byteLength; at += step) {
      const length = Math.min(step, bytes.byteLength - at);
      await handle.read(new Uint8Array(bytes, at, length), 0, length, 10 + headerLength + at);
    }
    return { shape: sizes, bytes };
  } finally {
    await handle.close();
  }
}

/** The rows of a float32 array. */
export async function readRows(file: string): Promise<{ values: Float32Array; rows: number; dimension: number }> {
  const { shape, bytes } = await readNpy(file);
  return { values: new Float32Array(bytes), rows: shape[0] ?? 0, dimension: shape[1] ?? 1 };
}

/** The numbers of an int32 array. */
export async function readIntegers(file: string): Promise<Int32Array> {
  return new Int32Array((await readNpy(file)).bytes);
}
