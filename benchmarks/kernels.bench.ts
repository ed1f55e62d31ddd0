import { availableTiers, createKernels, type Kernels, type SearchOptions, type TopK } from "@mieb/kernels";
import { inTurn, type Timing } from "./in-turn.ts";

const dimension = 512;
const random = (length: number): Float32Array => Float32Array.from({ length }, () => Math.random() - 0.5);

/** Every tier of the kernels against the TypeScript one, on the work of one medium task. */
export async function kernelsSuite(): Promise<Readonly<Record<string, readonly Timing[]>>> {
  const tiers = availableTiers()
    .toReversed()
    .map((tier) => [tier, createKernels(tier)] as const);
  const time = async (work: (kernels: Kernels) => unknown) =>
    inTurn(Object.fromEntries(tiers.map(([tier, kernels]) => [tier, () => work(kernels)])), 5);

  const [queries, documents] = [random(100 * dimension), random(10_000 * dimension)];
  const fastest = createKernels();
  const image = { data: Uint8Array.from({ length: 640 * 480 * 3 }, (_, i) => (i * 31) % 256), width: 640, height: 480 };
  return {
    "top-1000 of 10,000 × 512 for 100 queries": await time(async ({ topK }) =>
      topK({ queries, documents, dimension, k: 1000 }),
    ),
    "the same, documents whole or in pieces of 1,000": await inTurn({
      whole: async () => fastest.topK({ queries, documents, dimension, k: 1000 }),
      pieces: async () => inPieces(fastest, { queries, dimension, k: 1000 }, documents),
    }),
    "normalise 10,000 × 512": await time(({ normalizeRows }) => normalizeRows(documents, dimension)),
    "paired cosine 10,000 × 512": await time(({ pairedCosine }) => pairedCosine(documents, documents, dimension)),
    "CLIP preprocessing of one 640 × 480 image": await time(async ({ preprocess }) =>
      preprocess(image, {
        resize: { width: 298, height: 224 },
        resample: "bicubic",
        crop: { width: 224, height: 224 },
        rescaleFactor: 1 / 255,
        mean: [0.48, 0.46, 0.41],
        std: [0.27, 0.26, 0.28],
      }),
    ),
  };
}

async function inPieces(kernels: Kernels, options: SearchOptions, documents: Float32Array): Promise<TopK> {
  const search = kernels.startSearch(options);
  const length = 1000 * options.dimension;
  for (let start = 0; start < documents.length; start += length) {
    await search.add(documents.subarray(start, start + length));
  }
  return search.finish();
}
