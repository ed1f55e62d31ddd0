/** Layout of an array in a .npy file, after numpy's format specification (versions 1.0 to 3.0). */
export interface NpyHeader {
  readonly type: "f2" | "f4" | "f8";
  readonly shape: readonly number[];
  /** First byte of the values, which are little-endian, the last dimension varying fastest. */
  readonly dataAt: number;
}

/**
 * Reads the header from the first bytes of a file.
 * @throws Error for another kind of file, numbers that are not little-endian floats, and column-major order
 */
export function npyHeader(head: Uint8Array): NpyHeader {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (Buffer.from(head.subarray(0, 6)).toString("latin1") !== "\x93NUMPY") throw new Error("it is no .npy file");
  const wide = view.getUint8(6) > 1;
  const textAt = wide ? 12 : 10;
  const dataAt = textAt + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  const text = Buffer.from(head.subarray(textAt, dataAt)).toString("latin1");
  const type = /'descr':\s*'([^']*)'/.exec(text)?.[1] ?? "unknown";
  const [, float] = /^[<=](f[248])$/.exec(type) ?? [];
  if (!float) throw new Error(`its numbers are of type ${type}; expected float16, float32 or float64, little-endian`);
  if (/'fortran_order':\s*True/.test(text)) {
    throw new Error("its rows are not stored one after the other; write numpy.ascontiguousarray(vectors)");
  }
  const shape = (/'shape':\s*\(([^)]*)\)/.exec(text)?.[1] ?? "").match(/\d+/g)?.map(Number) ?? [];
  return { type: float as NpyHeader["type"], shape, dataAt };
}
