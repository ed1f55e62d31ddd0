import type { FileRows } from "@mieb/core";

/** Interleaved 8-bit RGB, row-major: `data.length = width × height × 3`. */
export interface RgbImage {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Pillow's resampling filters. All but `nearest` widen with the scale when an image shrinks. */
export const resampleNames = ["nearest", "lanczos", "bilinear", "bicubic", "box", "hamming"] as const;
export type Resample = (typeof resampleNames)[number];

/** What is done to an image, in this order; `null` leaves a step out. */
export interface PreprocessPlan {
  /** Target size, already resolved from rules such as "shortest edge 224". */
  readonly resize: ImageSize | null;
  readonly resample: Resample;
  /** Centre crop; an image that is smaller gets a zero border (before rescaling). */
  readonly crop: ImageSize | null;
  /**
   * Where the crop starts when what it cuts off is odd: half a pixel up and left (`down`, as transformers; default), or at
   * the even one of the two pixels (`half-even`, as torchvision, which also puts the larger part of a border after the image).
   */
  readonly cropRounding?: "down" | "half-even";
  /** Usually 1/255. The product is taken in float64 and rounded to float32. */
  readonly rescaleFactor: number | null;
  /** One value per channel, subtracted in float32. Given together with `std`. */
  readonly mean: readonly number[] | null;
  /** One value per channel, divided by in float32. Given together with `mean`. */
  readonly std: readonly number[] | null;
}

/** Image files to preprocess together. */
export interface FileBatch {
  readonly files: readonly Uint8Array[];
  /** Target size of each file; null resizes none. Takes the place of the plan's `resize`. */
  readonly resized: readonly ImageSize[] | null;
  /** Whether alpha is dropped, as Pillow's `convert("RGB")` does, instead of pasted onto white. */
  readonly dropsAlpha: boolean;
}

/** The best documents of each query, best first. Equal scores are ordered by document index, lower first. */
export interface TopK {
  /** `[queries × k]` document indices. */
  readonly indices: Uint32Array;
  /** `[queries × k]` inner products, descending in each row. */
  readonly scores: Float32Array;
  /** Results per query: the `k` asked for, or the number of documents where that is smaller. */
  readonly k: number;
}

/** What is looked for. */
export interface SearchOptions {
  /** `[queries × dimension]`, row-major. Must be finite. */
  readonly queries: Float32Array;
  readonly dimension: number;
  /** At least 1. */
  readonly k: number;
  /**
   * Whether rows of both sides are first divided by their norms, as `normalizeRows` does, so that scores are cosines.
   * Saves the copy that normalising beforehand makes. Default: false.
   */
  readonly normalize?: boolean;
  readonly signal?: AbortSignal;
  /** Called a few times a second while documents are searched, with the scores computed so far. */
  readonly onProgress?: (scores: number) => void;
}

export interface TopKOptions extends SearchOptions {
  /** `[documents × dimension]`, row-major. Must be finite. */
  readonly documents: Float32Array;
}

/**
 * A search whose documents come in pieces, such as the chunks of an embedding source. Wait for each call in turn: one that
 * comes while another runs, or after `finish` or an error ended the search, is refused.
 */
export interface TopKSearch {
  /**
   * Searches some more documents `[documents × dimension]`, off the event loop; their indices go on from those before.
   * @throws as `topK`; rows are counted from the first of this piece, and the search is then over.
   */
  add(documents: Float32Array): Promise<void>;
  /**
   * The same for documents in a file, which take no memory of their own: the addon maps the file piece by piece, the
   * TypeScript kernels read it so. Nothing may write to the file before the promise settles.
   * @throws also for a file that cannot be read or ends before its last row
   */
  addFile(rows: FileRows): Promise<void>;
  /** The best of all documents so far; ends the search. */
  finish(): Promise<TopK>;
}

/** Rows of several vectors each: row `i` has the vectors `offsets[i]` to `offsets[i + 1]`. */
export interface VectorLists {
  /** `[vectors × dimension]`, row-major. Must be finite. */
  readonly values: Float32Array;
  /** One more than there are rows, ascending from 0. */
  readonly offsets: Uint32Array;
}

export interface MaxSimOptions {
  /** A query without vectors scores 0. */
  readonly queries: VectorLists;
  /** Each has at least one vector. */
  readonly documents: VectorLists;
  readonly dimension: number;
  /**
   * Vectors that documents are padded to by zero vectors, as batches of tensors are: for one with fewer, a maximum is 0
   * where all products are negative. Default 0: none.
   */
  readonly paddedTo?: number;
  readonly signal?: AbortSignal | undefined;
  /** Called a few times a second with the number of inner products so far. */
  readonly onProgress?: ((products: number) => void) | undefined;
}

/** How points are clustered. */
export interface KMeansOptions {
  /** `[points × dimension]`, row-major. Must be finite. */
  readonly points: Float32Array;
  readonly dimension: number;
  /** At most the number of points. */
  readonly clusterCount: number;
  /** Points of a step. */
  readonly batchSize: number;
  /** Passes over the data, in numbers of points, after which the fit is taken as it is. */
  readonly maxPasses: number;
  /** Of the random stream, 0 to 2^32 - 1. */
  readonly seed: number;
  readonly signal?: AbortSignal | undefined;
  /** Called a few times a second with the number of comparisons so far, of a point with a new centre or with all centres. */
  readonly onProgress?: ((compared: number) => void) | undefined;
}

/** A finished clustering. */
export interface KMeans {
  /** Cluster of each point. */
  readonly labels: Int32Array;
  readonly steps: number;
}

/** What a logistic regression is fitted to. */
export interface LogisticTraining {
  /** `[rows × dimension]`, at least one row. Must be finite. */
  readonly vectors: Float32Array;
  readonly dimension: number;
  /** Class of each row: below `outputs`, or 0 and 1 where there is one output. */
  readonly labels: Uint32Array;
  /** One for two classes (the logit of class 1), else one per class. */
  readonly outputs: number;
  /** Factor of half the sum of squared weights; intercepts are not penalised. scikit-learn's is 1 / (C · rows). */
  readonly penalty: number;
  /** Iterations after which the fit is taken as it is. */
  readonly maxIterations: number;
  readonly signal?: AbortSignal | undefined;
  /** Called a few times a second with the number of iterations so far. */
  readonly onProgress?: ((iterations: number) => void) | undefined;
}

/** A fitted logistic regression. */
export interface LogisticFit {
  /** `[weights (outputs × dimension), intercepts (outputs)]` */
  readonly point: Float64Array;
  readonly iterations: number;
}

/** The implementations: instruction sets of the native addon, and TypeScript. */
export const kernelTiers = ["avx512vnni", "avx512", "avx2", "neon", "scalar", "typescript"] as const;
export type KernelTier = (typeof kernelTiers)[number];

/**
 * The number work of the project, the same on every tier: preprocessing bit for bit, similarity to float32 rounding.
 *
 * Arrays go to the addon without a copy, so while a promise is pending its arguments must be neither written nor
 * transferred, except for what it writes to, `into`. Every function throws MiebError `KERNEL_INVALID_ARGUMENT` for lengths
 * that do not fit (a detached array has length 0), resizable buffers, a dimension below 1, or sizes below 1.
 *
 * Inner products are accumulated in float32 by fused multiply-adds (emulated in float64 where there is no such
 * instruction). Within one call the order of the sums is the same for all rows, so that equal rows give equal scores
 * wherever they stand; it differs between up to 24 queries and more. Non-finite values propagate as in IEEE 754, except in
 * `topK`, which refuses them. Rows are expected to be embeddings: where finite numbers are so large or small that squares
 * or products leave the range of float32 (about 1e-19 to 1e19), norms, distances and scores are 0 or infinite by IEEE 754.
 */
export interface Kernels {
  readonly tier: KernelTier;
  /** Where the implementation comes from: the addon's file, or why there is none. For `mieb doctor`. */
  readonly origin: string;
  /** Pillow's `Image.resize` on 8-bit RGB, bit for bit. */
  resize(image: RgbImage, size: ImageSize, resample: Resample): RgbImage;
  /**
   * The pixel tensor `[3 × height × width]` of transformers' Pillow-backend image processors, bit for bit, computed
   * off the event loop.
   * @param into Where to write, such as a row of a batch; must hold exactly the tensor. Default: a new array.
   */
  preprocess(image: RgbImage, plan: PreprocessPlan, into?: Float32Array): Promise<Float32Array>;
  /**
   * Decodes PNG and JPEG files to the pixels that Pillow sees and preprocesses them, off the event loop and on all cores.
   *
   * Takes plain files only; those that are interlaced, animated, of 16 bits, CMYK, turned by EXIF or XMP, damaged or of
   * another format are left to another decoder, as are all files on the `typescript` tier.
   * @param into Tensors of one length, one for each file
   * @returns for each file 1 where it was taken and its tensor written, else 0
   */
  preprocessFiles(batch: FileBatch, plan: PreprocessPlan, into: Float32Array): Promise<Uint8Array>;
  /** Each row divided by max(its Euclidean norm, 1e-12), in float32: a zero row stays zero. Returns a new array. */
  normalizeRows(values: Float32Array, dimension: number): Float32Array;
  /**
   * The `k` documents of highest inner product for each query, computed off the event loop without storing all scores.
   * @throws MiebError `KERNEL_INVALID_ARGUMENT` naming the row that holds a NaN or infinity; `ABORTED` on the signal.
   */
  topK(options: TopKOptions): Promise<TopK>;
  /** The same, bit for bit, for documents that come in pieces: memory holds the results and one piece. */
  startSearch(options: SearchOptions): TopKSearch;
  /**
   * All inner products `[rows of a × rows of b]`; meant for small cases such as candidate labels, at most 2^31 products
   * (also of `preciseProducts`, and scores of `maxSim`).
   */
  similarityMatrix(a: Float32Array, b: Float32Array, dimension: number): Float32Array;
  /** Inner product of row `i` of `a` with row `i` of `b`, for each `i`. */
  pairedDot(a: Float32Array, b: Float32Array, dimension: number): Float32Array;
  /** Cosine of row `i` of `a` and row `i` of `b`: both normalised as `normalizeRows` does, then multiplied. */
  pairedCosine(a: Float32Array, b: Float32Array, dimension: number): Float32Array;
  /**
   * Late interaction `[queries × documents]`: for each vector of a query its greatest inner product with a vector of the
   * document (in float32, as `similarityMatrix` has it), summed over the query's vectors in float64. Computed off the
   * event loop. Source: Khattab and Zaharia, ColBERT (SIGIR 2020).
   * @throws MiebError `KERNEL_INVALID_ARGUMENT` naming the vector that holds a NaN or infinity; `ABORTED` on the signal.
   */
  maxSim(options: MaxSimOptions): Promise<Float32Array>;
  /** All inner products `[rows of a × rows of b]` in float64, where a product of two float32 is exact. */
  preciseProducts(a: Float32Array, b: Float32Array, dimension: number): Float64Array;
  /**
   * For each point the index of the nearest centre, the first of equally near ones: the smallest `|c|² - 2 p·c` in
   * float32 (`|c|²` is summed in float64), as scikit-learn's k-means compares them. A point with a NaN gets 0. There must be a centre.
   */
  nearestRows(points: Float32Array, centres: Float32Array, dimension: number): Uint32Array;
  /**
   * Mini-batch k-means (Sculley 2010), computed off the event loop (the `typescript` tier gives way to it): equal to
   * `sklearn.cluster.MiniBatchKMeans(n_init=1)` on float32 data draw by draw; labels are the same but for points whose
   * distances from two centres agree within float32 rounding. Where more centres than half a batch have few points,
   * scikit-learn moves those an unstable sort leaves first; here the earlier ones. Distances are compared as `nearestRows` does.
   * @throws MiebError `KERNEL_INVALID_ARGUMENT` for more clusters than points and for a point that is not finite;
   * `ABORTED` on the signal.
   */
  miniBatchKMeans(options: KMeansOptions): Promise<KMeans>;
  /**
   * Multinomial logistic regression by L-BFGS from zeros, computed off the event loop (the `typescript` tier gives way to
   * it): equal to `sklearn.linear_model.LogisticRegression` on float32 vectors, the same number of iterations within one
   * and the same predictions but for near ties. Vectors, weights and raw predictions count in float32, the sums over rows
   * and the optimiser in float64, as in scikit-learn.
   * @throws MiebError `KERNEL_INVALID_ARGUMENT` also for a row that is not finite; `ABORTED` on the signal.
   */
  fitLogistic(training: LogisticTraining): Promise<LogisticFit>;
}
