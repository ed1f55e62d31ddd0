import type { ModelMetadata } from "@mieb/core";

/** A model with published MIEB results, as the reference's registry describes it. Unknown is `null`, never a guess. */
export interface PublishedModel extends ModelMetadata {
  /** Kind of model, by the names of the model families where there is one for it: `clip`, `siglip`, `dino` … */
  readonly family: string | null;
  /** Longest vector, where the model gives several lengths. */
  readonly embedDimension: number | null;
  /** All lengths, ascending, of a model whose vectors may be cut (Matryoshka); null for one length. */
  readonly embedDimensions: readonly number[] | null;
  readonly parameterCount: number | null;
  readonly memoryUsageMb: number | null;
  readonly maxTokens: number | null;
  readonly license: string | null;
  /** First published, `YYYY-MM-DD`. */
  readonly releaseDate: string | null;
  readonly languages: readonly string[] | null;
  readonly openWeights: boolean | null;
  readonly reference: string | null;
  readonly trainingDatasets: readonly string[] | null;
  /** Model it was trained from. */
  readonly adaptedFrom: string | null;
  readonly supersededBy: string | null;
  /** Revision that the reference's registry pins now, where published results have another. */
  readonly registryRevision: string | null;
  /** Whether the reference's registry knows how to load it in Python. */
  readonly inReference: boolean;
  /** False for a lexical baseline, which has no vectors. */
  readonly embeds: boolean;
  /** Reference of the API that serves it, such as `voyage:MODEL`. */
  readonly servedAs: string | null;
  /** Tasks with published results, of 132. */
  readonly publishedTasks: number;
}
