import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { availableTiers, createKernels } from "../src/index.ts";
import { rows } from "./vectors.ts";

const dimension = 33;
let folder = "";
const file = (name: string): string => join(folder, name);
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "mieb-file-rows-"))));
afterAll(async () => rm(folder, { recursive: true }));

async function write(name: string, values: Float32Array, headerBytes: number): Promise<string> {
  await writeFile(file(name), Buffer.concat([Buffer.alloc(headerBytes, 1), new Uint8Array(values.buffer)]));
  return file(name);
}

describe.each(availableTiers())("rows of a file on %s", (tier) => {
  const kernels = createKernels(tier);
  const options = { queries: rows(1, 3, dimension), dimension, k: 25, normalize: true };

  it("are found as those in memory, wherever they begin", async () => {
    const documents = rows(2, 500, dimension);
    const path = await write(`${tier}.f32`, documents, 196);
    const reports: number[] = [];
    const search = kernels.startSearch({ ...options, onProgress: (done) => void reports.push(done) });
    await search.addFile({ path, byteOffset: 196, rowCount: 400 });
    await search.add(documents.subarray(400 * dimension, 450 * dimension));
    await search.addFile({ path, byteOffset: 196 + 450 * dimension * 4, rowCount: 50 });
    await search.addFile({ path, byteOffset: 0, rowCount: 0 });
    expect(await search.finish()).toEqual(await kernels.topK({ ...options, documents }));
    expect(reports.at(-1)).toBe(1500);
  });

  it("are counted from the first of the file where one is not finite", async () => {
    const wide = 4096;
    const values = rows(3, 210, wide);
    values[209 * wide + 7] = Infinity;
    const path = await write(`${tier}-wide.f32`, values, 0);
    const search = kernels.startSearch({ queries: rows(4, 1, wide), dimension: wide, k: 1 });
    await expect(search.addFile({ path, byteOffset: 0, rowCount: 210 })).rejects.toMatchObject({
      code: "KERNEL_INVALID_ARGUMENT",
      message: "Document row 209 holds Infinity at position 7.",
    });
  });

  it.each([
    [{ byteOffset: 3 }, "from byte 3"],
    [{ byteOffset: -4 }, "from byte -4"],
    [{ rowCount: 1.5 }, "1.5 rows"],
    [{ rowCount: 11 }, "fewer than its rows take"],
    [{ byteOffset: 2 ** 52, rowCount: 2 ** 32 - 1 }, "fewer than its rows take"],
    [{ path: join(tmpdir(), "absent", "file") }, "cannot be read"],
    [{ path: tmpdir() }, ""],
  ])("refuses %j", async (change, message) => {
    const path = await write(`${tier}-ten.f32`, rows(5, 10, dimension), 0);
    const search = kernels.startSearch(options);
    const refused = { code: "KERNEL_INVALID_ARGUMENT", message: expect.stringContaining(message) };
    await expect(search.addFile({ path, byteOffset: 0, rowCount: 10, ...change })).rejects.toMatchObject(refused);
  });

  it("stops on the signal", async () => {
    const path = await write(`${tier}-stop.f32`, rows(6, 10, dimension), 0);
    const search = kernels.startSearch({ ...options, signal: AbortSignal.abort() });
    const refused = search.addFile({ path, byteOffset: 0, rowCount: 10 });
    await expect(refused).rejects.toMatchObject({ code: "ABORTED" });
  });
});
