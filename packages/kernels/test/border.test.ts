import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { availableTiers, createKernels, type Kernels, type PreprocessPlan } from "../src/index.ts";
import { rows } from "./vectors.ts";

const refused = (message: string): object => ({
  code: "KERNEL_INVALID_ARGUMENT",
  message: expect.stringContaining(message),
});

/** The array, after its buffer went elsewhere. */
function gone<Values extends Float32Array | Uint32Array | Uint8Array>(values: Values): Values {
  structuredClone(values, { transfer: [values.buffer as ArrayBuffer] });
  return values;
}

const resizable = (length: number): Float32Array =>
  new Float32Array(new ArrayBuffer(4 * length, { maxByteLength: 8 * length }));

const one = { values: Float32Array.of(1), offsets: Uint32Array.of(0, 1) };
const long = new Float32Array(3_000_000);
const longLists = { values: long, offsets: Uint32Array.from({ length: long.length + 1 }, (_, row) => row) };
/** What JavaScript code may pass. */
const nothing = undefined as never;
const lists = { queries: one, documents: one, dimension: 1 };
const clustering = { dimension: 2, clusterCount: 2, batchSize: 4, maxPasses: 3, seed: 1 };
const training = { dimension: 1, outputs: 1, penalty: 1, maxIterations: 5 };
const size = { width: 2, height: 2 };
const plan: PreprocessPlan = {
  resize: null,
  resample: "bicubic",
  crop: null,
  rescaleFactor: null,
  mean: null,
  std: null,
};

type Refusal = readonly [string, string, (kernels: Kernels) => Promise<unknown>];

const refusals: readonly Refusal[] = [
  [
    "maxSim: detached vectors",
    "detached",
    ({ maxSim }) => maxSim({ ...lists, queries: { ...one, values: gone(Float32Array.of(1)) } }),
  ],
  [
    "maxSim: detached offsets",
    "Document offsets",
    ({ maxSim }) => maxSim({ ...lists, documents: { ...one, offsets: gone(Uint32Array.of(0, 1)) } }),
  ],
  [
    "maxSim: offsets beyond the vectors",
    "offsets must ascend",
    ({ maxSim }) => maxSim({ ...lists, documents: { ...one, offsets: Uint32Array.of(0, 2 ** 32 - 1) } }),
  ],
  ["maxSim: dimension 0", "Dimension", ({ maxSim }) => maxSim({ ...lists, dimension: 0 })],
  ["maxSim: padding of NaN", "paddedTo is NaN", ({ maxSim }) => maxSim({ ...lists, paddedTo: NaN })],
  ["maxSim: padding of -1", "paddedTo is -1", ({ maxSim }) => maxSim({ ...lists, paddedTo: -1 })],
  [
    "maxSim: Infinity",
    "Query row 0 holds Infinity",
    ({ maxSim }) => maxSim({ ...lists, queries: { ...one, values: Float32Array.of(Infinity) } }),
  ],
  [
    "miniBatchKMeans: detached",
    "detached",
    ({ miniBatchKMeans }) => miniBatchKMeans({ ...clustering, points: gone(rows(1, 4, 2)) }),
  ],
  [
    "miniBatchKMeans: resizable",
    "resizable",
    ({ miniBatchKMeans }) => miniBatchKMeans({ ...clustering, points: resizable(8) }),
  ],
  [
    "miniBatchKMeans: more clusters than points",
    "cannot make 2 clusters",
    ({ miniBatchKMeans }) => miniBatchKMeans({ ...clustering, points: rows(1, 1, 2) }),
  ],
  [
    "miniBatchKMeans: dimension 0",
    "Dimension",
    ({ miniBatchKMeans }) => miniBatchKMeans({ ...clustering, points: rows(1, 4, 2), dimension: 0 }),
  ],
  [
    "miniBatchKMeans: NaN",
    "row 1 holds NaN at position 0",
    ({ miniBatchKMeans }) => miniBatchKMeans({ ...clustering, points: Float32Array.of(1, 2, NaN, 4) }),
  ],
  [
    "fitLogistic: detached vectors",
    "detached",
    ({ fitLogistic }) =>
      fitLogistic({ ...training, vectors: gone(Float32Array.of(1, 2)), labels: Uint32Array.of(0, 1) }),
  ],
  [
    "fitLogistic: detached labels",
    "Labels",
    ({ fitLogistic }) =>
      fitLogistic({ ...training, vectors: Float32Array.of(1, 2), labels: gone(Uint32Array.of(0, 1)) }),
  ],
  [
    "fitLogistic: too few labels",
    "not 1 for 2",
    ({ fitLogistic }) => fitLogistic({ ...training, vectors: Float32Array.of(1, 2), labels: Uint32Array.of(0) }),
  ],
  [
    "fitLogistic: more weights than memory",
    "too many weights",
    ({ fitLogistic }) =>
      fitLogistic({ ...training, vectors: Float32Array.of(1, 2), labels: Uint32Array.of(0, 1), outputs: 2 ** 31 - 1 }),
  ],
  [
    "fitLogistic: -Infinity",
    "row 1 holds -Infinity",
    ({ fitLogistic }) =>
      fitLogistic({ ...training, vectors: Float32Array.of(1, -Infinity), labels: Uint32Array.of(0, 1) }),
  ],
  [
    "preprocess: detached image",
    "has 12 bytes, not 0",
    ({ preprocess }) => preprocess({ data: gone(new Uint8Array(12)), ...size }, plan),
  ],
  [
    "preprocess: a tensor larger than memory",
    "is over 178956970 pixels",
    ({ preprocess }) =>
      preprocess({ data: new Uint8Array(12), ...size }, { ...plan, resize: { width: 2 ** 30, height: 2 ** 30 } }),
  ],
  [
    "preprocessFiles: detached file",
    "File 1",
    ({ preprocessFiles }) =>
      preprocessFiles(
        { files: [new Uint8Array(3), gone(new Uint8Array(3))], resized: null, dropsAlpha: false },
        plan,
        new Float32Array(24),
      ),
  ],
  [
    "preprocessFiles: detached output",
    "0 numbers cannot hold 1",
    ({ preprocessFiles }) =>
      preprocessFiles(
        { files: [new Uint8Array(3)], resized: null, dropsAlpha: false },
        plan,
        gone(new Float32Array(12)),
      ),
  ],
  [
    "similarityMatrix: more products than memory",
    "3000000 × 3000000 products is over",
    async ({ similarityMatrix }) => similarityMatrix(long, long, 1),
  ],
  [
    "preciseProducts: more products than memory",
    "3000000 × 3000000 products is over",
    async ({ preciseProducts }) => preciseProducts(long, long, 1),
  ],
  [
    "maxSim: more scores than memory",
    "3000000 × 3000000 products is over",
    ({ maxSim }) => maxSim({ ...lists, queries: longLists, documents: longLists }),
  ],
  ["normalizeRows: nothing", "not undefined", async ({ normalizeRows }) => normalizeRows(nothing, 1)],
  [
    "topK: nothing",
    "not undefined",
    ({ topK }) => topK({ queries: one.values, documents: nothing, dimension: 1, k: 1 }),
  ],
  [
    "addFile: no path",
    "not undefined",
    ({ startSearch }) =>
      startSearch({ queries: one.values, dimension: 1, k: 1 }).addFile({ path: nothing, byteOffset: 0, rowCount: 1 }),
  ],
  [
    "addFile: a file that is absent",
    "cannot be read",
    ({ startSearch }) =>
      startSearch({ queries: one.values, dimension: 1, k: 1 }).addFile({
        path: join(tmpdir(), "absent", "file"),
        byteOffset: 0,
        rowCount: 1,
      }),
  ],
];

describe.each(availableTiers())("the border on %s", (tier) => {
  const kernels = createKernels(tier);

  it.each(refusals)("refuses %s", async (_, message, call) => {
    await expect((async () => call(kernels))()).rejects.toMatchObject(refused(message));
  });

  it("keeps the queries of a search, whatever becomes of the caller's array", async () => {
    const documents = Float32Array.of(1, 0, 0, 1);
    const [transferred, changed] = [Float32Array.of(1, 0), Float32Array.of(1, 0)];
    const searches = [transferred, changed].map((queries) => kernels.startSearch({ queries, dimension: 2, k: 1 }));
    gone(transferred);
    changed.set([0, 1]);
    for (const search of searches) {
      await search.add(documents);
      expect([...(await search.finish()).indices]).toEqual([0]);
    }
  });

  it("refuses calls of a search out of turn, and after its end", async () => {
    const documents = rows(1, 3, 1);
    const search = kernels.startSearch({ queries: one.values, dimension: 1, k: 1 });
    const first = search.add(documents);
    await expect(search.add(documents)).rejects.toMatchObject(refused("still runs"));
    await first;
    await search.finish();
    await expect(search.add(documents)).rejects.toMatchObject(refused("is over"));
    await expect(search.finish()).rejects.toMatchObject(refused("is over"));
  });

  it("ends a search at an error", async () => {
    const search = kernels.startSearch({ queries: one.values, dimension: 1, k: 1 });
    await expect(search.add(Float32Array.of(NaN))).rejects.toMatchObject(refused("row 0 holds NaN"));
    await expect(search.finish()).rejects.toMatchObject(refused("is over"));
  });

  it("takes a k beyond the documents", async () => {
    const found = await kernels.topK({ queries: one.values, documents: rows(1, 3, 1), dimension: 1, k: 2 ** 31 - 1 });
    expect(found.k).toBe(3);
  });

  it("survives the largest finite numbers", async () => {
    const points = Float32Array.from({ length: 40 }, (_, at) => (at % 3 === 0 ? 3e38 : -3e38));
    const outcome = (work: Promise<unknown>): Promise<unknown> =>
      work.then(
        () => "done",
        (error: { code: string }) => error.code,
      );
    const allowed = ["done", "KERNEL_INVALID_ARGUMENT"];
    expect(allowed).toContain(await outcome(kernels.miniBatchKMeans({ ...clustering, points })));
    const labels = Uint32Array.from(points, (_, row) => row % 2);
    expect(allowed).toContain(await outcome(kernels.fitLogistic({ ...training, vectors: points, labels })));
  });

  it("writes nowhere when the output was transferred meanwhile", async () => {
    const into = new Float32Array(12);
    const work = kernels.preprocess({ data: new Uint8Array(12).fill(255), ...size }, plan, into);
    const settled = expect(work)[tier === "typescript" ? "resolves" : "rejects"];
    gone(into);
    await (tier === "typescript" ? settled.toBe(into) : settled.toMatchObject(refused("to write to 0")));
  });
});
