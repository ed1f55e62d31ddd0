import type { Encoder, EncoderTraits, Modality } from "./encoder.ts";
import type { Similarity } from "./evaluator.ts";

/** What is known about a model; written to model_meta.json. Unknown is `null`, never a guess. */
export interface ModelMetadata {
  /** `owner/name`, as given on the command line and in published results. */
  readonly name: string;
  /** Commit of the repository the weights come from; `no_revision_available` when there is none. */
  readonly revision: string;
  readonly modalities: readonly Modality[];
  readonly similarity?: Similarity;
  readonly embedDimension?: number | null;
  readonly parameterCount?: number | null;
  readonly maxTokens?: number | null;
  readonly memoryUsageMb?: number | null;
  readonly license?: string | null;
  readonly releaseDate?: string | null;
  readonly languages?: readonly string[] | null;
  readonly openWeights?: boolean | null;
  readonly reference?: string | null;
  readonly framework?: readonly string[];
  readonly trainingDatasets?: readonly string[] | null;
  /** Anything that makes this a variant of the model (dtype, dimension …); gives the result an experiment folder of its own. */
  readonly experiment?: Readonly<Record<string, string | number | boolean>>;
}

/** Files of a model repository, on a hub or in a folder, at one revision. */
export interface ModelRepository {
  readonly name: string;
  /** Commit; for folders `local-` and a hash of their content. */
  readonly revision: string;
  /** The model it is a conversion of, where a plugin's table led here. */
  readonly original?: string;
  /** Path of the folder, for a repository that is one. */
  readonly folder?: string;
  /** Paths with forward slashes, relative to the repository. */
  readonly files: readonly string[];
  /** Local path of a file, downloaded first when needed. */
  localPath(file: string): Promise<string>;
  readText(file: string): Promise<string>;
  readJson(file: string): Promise<unknown>;
  /** Stable content identity without downloading (git or LFS object id); for folders a SHA-256. */
  contentId(file: string): Promise<string>;
}

/** What the user asked for: a reference, with its scheme when it has one (`python:…`), and its files when it names a repository. */
export interface ModelCandidate {
  readonly reference: string;
  readonly scheme?: string;
  readonly repository?: ModelRepository;
}

export interface ModelOpenContext {
  /** Raised when nobody waits for the model any more. A repository's downloads heed the signal of the hub they come from. */
  readonly signal?: AbortSignal;
}

export interface ModelLoadContext {
  /** Weights file to take: `fp32` (default), `fp16`, `q8` … */
  readonly dtype: string;
  /** `cpu` (default), `cuda` … */
  readonly device: string;
  /** Threads the inference engine may use; default: all cores. */
  readonly threads?: number;
  readonly signal?: AbortSignal;
  /** Takes a line that a program behind the model wrote for its user; may be called until the encoder is disposed of. */
  readonly onOutput?: (line: string) => void;
  /** Takes a sentence the user should know of while the run goes on, such as a request that is repeated. */
  readonly onWarning?: (message: string) => void;
}

/** A file that a model reads, there or not. */
export interface ModelFileNeed {
  /** Paths in the repository any of which will do, the usual one first. */
  readonly anyOf: readonly string[];
  /** What cannot be encoded without it. */
  readonly modality: Modality;
  /** Whether it is a network; a repository may leave out those of a whole modality. */
  readonly isGraph: boolean;
  /** Command that makes it in FOLDER from the checkpoint MODEL. */
  readonly command: string;
}

/** A model that can be loaded. Heavy imports happen inside `load`. */
export interface Model {
  readonly metadata: ModelMetadata;
  load(context: ModelLoadContext): Promise<Encoder>;
  /**
   * The traits of the encoder that `load` would give, without loading weights. With it, a run whose inputs are all in
   * the embedding store never loads the model; without it the model is loaded to learn its fingerprint.
   */
  describe?(context: ModelLoadContext): Promise<EncoderTraits>;
  /** For a modality it lacks as it was opened but may be opened with: what to do, one imperative sentence. */
  readonly absentModalities?: Readonly<Partial<Record<Modality, string>>>;
  /** The files of its repository that `load` would read for a dtype. Called by `mieb doctor`. */
  neededFiles?(dtype: string): readonly ModelFileNeed[];
}

/**
 * How a plugin claims references: by the repository's config, by a scheme, or by a folder's content.
 * Two families that claim one reference are an error which names both; `--model-family` decides.
 */
export interface ModelFamily {
  readonly name: string;
  /** What it claims, in a few words, for lists. */
  readonly claims?: string;
  /** Schemes (`python`) this family answers to. */
  readonly schemes?: readonly string[];
  /** Reads small files at most: config.json, processor files. */
  match(candidate: ModelCandidate): boolean | Promise<boolean>;
  /** Describes the model without loading it. A family that starts or waits for something here ends it when `signal` is raised. */
  open(candidate: ModelCandidate, context?: ModelOpenContext): Promise<Model>;
}

/**
 * Where a named model's files lie when not in the repository of that name: a conversion on the hub, or a folder of the
 * plugin's package. The family is still found by the files.
 */
export interface ModelLocation {
  /** Name the user gives and results carry, such as `openai/clip-vit-base-patch32`. */
  readonly name: string;
  /** Hub repository, or a `file:` URL of a folder in the same layout. */
  readonly repository: string;
  /** Commit of `repository`; default its newest. */
  readonly revision?: string;
  /** What is known of the original, over what the files say. */
  readonly metadata?: Partial<ModelMetadata>;
}
