import { readFile } from "node:fs/promises";
import { MiebError, type ModelRepository } from "@mieb/core";
import { halfToFloat32 } from "@mieb/onnx";
import { z } from "zod";

/** One array of a safetensors file, as float32. */
export interface StoredTensor {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});
const headerSchema = z.looseObject({ __metadata__: z.unknown().optional() });

/**
 * The tensors of a small safetensors file: eight bytes of header length, a JSON header, the arrays (float32, float16 or bfloat16, little-endian).
 * @throws MiebError `MODEL_INVALID_FILE`
 */
export async function readSafetensors(
  repository: ModelRepository,
  file: string,
): Promise<Readonly<Record<string, StoredTensor>>> {
  const bytes = await readFile(await repository.localPath(file));
  try {
    const start = 8 + Number(bytes.readBigUInt64LE(0));
    const { __metadata__: _, ...entries } = headerSchema.parse(JSON.parse(bytes.toString("utf8", 8, start)));
    const tensors = Object.entries(entries).map(([name, entry]) => {
      const { dtype, shape, data_offsets } = entrySchema.parse(entry);
      const [from, to] = data_offsets;
      const data = float32(dtype, bytes.subarray(start + from, start + to));
      if (data.length !== shape.reduce((product, axis) => product * axis, 1)) throw new Error(`"${name}" is cut short`);
      return [name, { data, shape }] as const;
    });
    return Object.fromEntries(tensors);
  } catch (cause) {
    throw new MiebError("MODEL_INVALID_FILE", `${repository.name}: ${file}: ${(cause as Error).message}.`, {
      hint: "Take the file from the original model's repository.",
      cause,
    });
  }
}

function float32(dtype: string, bytes: Uint8Array): Float32Array {
  // Copied, because typed arrays must begin at a multiple of their element's size.
  const { buffer } = Uint8Array.from(bytes);
  if (dtype === "F32") return new Float32Array(buffer);
  if (dtype === "F16") return halfToFloat32(new Uint16Array(buffer));
  if (dtype === "BF16") {
    const words = Uint32Array.from(new Uint16Array(buffer), (half) => half << 16);
    return new Float32Array(words.buffer);
  }
  throw new Error(`elements of type ${dtype}; expected F32, F16 or BF16`);
}
