import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeModel, hashedEmbeddings, imageInputs, textInputs } from "@mieb/testing";
import { afterAll, beforeAll } from "vitest";
import { loadVectors } from "./open-vectors.ts";

const dimension = 8;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mieb-vectors-"));
  const inputs = [...imageInputs(32), ...textInputs(32)];
  const { values } = hashedEmbeddings(inputs, dimension);
  await writeFile(join(folder, "vectors.npy"), npyFile(values, inputs.length));
  await writeFile(join(folder, "vectors.keys.txt"), inputs.map(({ identity }) => `${identity.contentHash}\n`).join(""));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

// So few vectors are looked up anew in each run, so they need no place in the store.
describeModel("vectors in a file", () => loadVectors(join(folder, "vectors.npy")), { fingerprint: false, loads: 50 });

/** A matrix of float32 in numpy's file format, version 1. */
function npyFile(values: Float32Array, rows: number): Uint8Array {
  const shape = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${dimension}), }`;
  const header = `${shape.padEnd(117)}\n`;
  return Buffer.concat([
    Buffer.from("\x93NUMPY\x01\0", "latin1"),
    Buffer.from([118, 0]),
    Buffer.from(header),
    Buffer.from(values.buffer),
  ]);
}
