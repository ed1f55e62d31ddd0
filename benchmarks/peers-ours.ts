// Our side of `bench peers`, in a process of its own, because the number of threads is fixed when the kernels load:
// `node peers-ours.ts OPERATION FOLDER`. Prints a line when its inputs are read, then runs once per line it reads.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { EncoderInput } from "@mieb/core";
import { loadKernels, type TopK } from "@mieb/kernels";
import { retrievalScores } from "@mieb/metrics";
import { imagePreprocessor, pixelTensor } from "@mieb/onnx";
import { fitLogisticRegression, predictLabels } from "../packages/evaluators/src/numerics/logistic-regression.ts";
import { readIntegers, readNpy, readRows } from "./peers-npy.ts";

const [operation = "", folder = ""] = process.argv.slice(2);
const kernels = loadKernels();
const file = (name: string): string => join(folder, `${name}.npy`);

/** One run; gives what it found, predicted or labelled, to be compared with a peer's, where there is such a thing. */
type Run = () => Promise<(() => Int32Array) | undefined>;

async function topK(k: number, normalize: boolean): Promise<Run> {
  const queries = await readRows(file("queries"));
  const documents = await readRows(file("corpus"));
  const { dimension } = queries;
  return async () => {
    const search = { queries: queries.values, documents: documents.values, dimension, k, normalize };
    const found = await kernels.topK(search);
    return () => sortedIndices(found);
  };
}

function sortedIndices({ indices, k }: TopK): Int32Array {
  const sorted = Int32Array.from(indices);
  for (let start = 0; start < sorted.length; start += k) sorted.subarray(start, start + k).sort();
  return sorted;
}

async function pairedCosine(): Promise<Run> {
  const [a, b] = [await readRows(file("a")), await readRows(file("b"))];
  return async () => {
    kernels.pairedCosine(a.values, b.values, a.dimension);
    return undefined;
  };
}

async function kMeans(): Promise<Run> {
  const { values: points, dimension } = await readRows(file("points"));
  return async () => {
    const options = { points, dimension, clusterCount: 100, batchSize: 500, maxPasses: 100, seed: 42 };
    const { labels } = await kernels.miniBatchKMeans(options);
    return () => labels;
  };
}

async function logisticRegression(): Promise<Run> {
  const [train, test] = [await readRows(file("train")), await readRows(file("test"))];
  const labels = [...(await readIntegers(file("labels")))];
  const matrix = ({ values, rows, dimension }: typeof train) => ({ values, rows, columns: dimension });
  return async () => {
    const model = await fitLogisticRegression({ vectors: matrix(train), labels }, { maxIterations: 100, kernels });
    const predicted = predictLabels(model, matrix(test), kernels);
    return () => Int32Array.from([...predicted, model.iterations]);
  };
}

/** preprocessor_config.json of CLIP. */
const clipProcessor = {
  do_resize: true,
  size: { shortest_edge: 224 },
  resample: 3,
  do_center_crop: true,
  crop_size: { height: 224, width: 224 },
  do_rescale: true,
  rescale_factor: 1 / 255,
  do_normalize: true,
  image_mean: [0.48145466, 0.4578275, 0.40821073],
  image_std: [0.26862954, 0.26130258, 0.27577711],
};

async function preprocess(): Promise<Run> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".jpg")).toSorted();
  const image = async (name: string, row: number): Promise<EncoderInput> => ({
    image: await readFile(join(folder, name)),
    identity: { table: "peers", column: "image", row, contentHash: "" },
  });
  const images = await Promise.all(files.map(image));
  const options = { preprocessor: imagePreprocessor(clipProcessor), conversion: "rgb" } as const;
  const batches = Array.from({ length: Math.ceil(images.length / 32) }, (_, i) => images.slice(32 * i, 32 * (i + 1)));
  return async () => {
    const tensors: Float32Array[] = [];
    for (const batch of batches) tensors.push((await pixelTensor(batch, options)).data);
    return () => new Int32Array(tensors[0]?.buffer ?? new ArrayBuffer(), 0, 8 * 3 * 224 * 224);
  };
}

async function retrievalMetrics(): Promise<Run> {
  const arrays = await Promise.all(["ids", "scores", "judged", "grades"].map(async (name) => readNpy(file(name))));
  const [ids, scores, judged, grades] = arrays.map(({ bytes }) => bytes);
  const [queries = 0, k = 0] = arrays[0]?.shape ?? [];
  const rows = <Row>(row: (query: number) => Row): Row[] => Array.from({ length: queries }, (_, query) => row(query));
  const retrieved = rows((query) => ({
    documents: new Uint32Array(ids ?? new ArrayBuffer(), query * k * 4, k),
    scores: new Float32Array(scores ?? new ArrayBuffer(), query * k * 4, k),
  }));
  const judgements = rows((query) => ({
    documents: new Int32Array(judged ?? new ArrayBuffer(), query * 12, 3),
    grades: new Int32Array(grades ?? new ArrayBuffer(), query * 12, 3),
  }));
  return async () => {
    retrievalScores({ retrieved, judgements, cutoffs: [1, 3, 5, 10, 20, 100, 1000] });
    return undefined;
  };
}

const operations: Readonly<Record<string, () => Promise<Run>>> = {
  "top-k": async () => topK(1000, true),
  "top-k, 1 query": async () => topK(10, false),
  "top-k, 20 queries": async () => topK(10, false),
  "k-means": kMeans,
  "logistic regression, 100 classes": logisticRegression,
  "logistic regression, 397 classes": logisticRegression,
  "paired cosine": pairedCosine,
  preprocess,
  "retrieval metrics": retrievalMetrics,
};

const run = await operations[operation]?.();
if (!run) throw new Error(`No operation "${operation}"`);
console.log(JSON.stringify({ names: ["ours"], params: { tier: kernels.tier } }));
for await (const _ of createInterface({ input: process.stdin })) {
  const [start, cpuStart] = [performance.now(), process.cpuUsage()];
  const answer = await run();
  const [seconds, used] = [(performance.now() - start) / 1000, process.cpuUsage(cpuStart)];
  if (answer) await writeFile(join(folder, "ours.i32"), answer());
  console.log(JSON.stringify({ seconds, cpu: (used.user + used.system) / 1e6 }));
}
