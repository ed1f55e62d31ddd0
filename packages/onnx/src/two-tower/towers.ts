import type { MiebError, Modality, ModelRepository } from "@mieb/core";
import type { GraphSource } from "../repository/load-graph.ts";
import { findGraphFile, graphFilesMissing, hasGraph } from "../repository/model-files.ts";

/** How a family of two-tower models names its graphs and their outputs. */
export interface TowerNames {
  /** Graph of the image tower alone, such as `vision_model`, and its output. */
  readonly image: GraphOutput;
  /** Graph of the text tower alone, such as `text_model`, and its output. */
  readonly text: GraphOutput;
  /** Graph that holds both towers, what it calls the two outputs, and whether it divides them by their norm. */
  readonly combined: {
    readonly graph: string;
    readonly imageOutput: string;
    readonly textOutput: string;
    readonly normalizes: boolean;
  };
  /** Command that makes the graphs of MODEL in FOLDER, for messages; default optimum's. */
  readonly exportCommand?: string;
}

export interface GraphOutput {
  readonly graph: string;
  readonly output: string;
  /** What the graph calls its input; default `pixel_values` or `input_ids`. */
  readonly input?: string;
  /** Whether the graph divides this output by its norm. */
  readonly normalizes?: boolean;
}

/** Where one tower's embeddings come from. */
export type Tower = GraphSource & Pick<GraphOutput, "input">;

export interface Towers {
  readonly image?: Tower;
  readonly text?: Tower;
}

/** Modalities the repository has graphs for, in any dtype. */
export function towerModalities(repository: ModelRepository, names: TowerNames): readonly Modality[] {
  if (hasGraph(repository, names.combined.graph)) return ["image", "text"];
  return (["image", "text"] as const).filter((modality) => hasGraph(repository, names[modality].graph));
}

/**
 * The towers of a repository for a dtype: a graph of its own where there is one, else the combined graph. A repository
 * may have one tower only.
 * @throws MiebError `MODEL_FILES_MISSING` when there is neither
 */
export function findTowers(repository: ModelRepository, names: TowerNames, dtype: string): Towers {
  const { graph, imageOutput, textOutput, normalizes } = names.combined;
  const unnormalized = normalizes ? [imageOutput, textOutput] : [];
  const combined = findGraphFile(repository, graph, dtype);
  const tower = (own: GraphOutput, combinedOutput: string): Tower | undefined => {
    const file = findGraphFile(repository, own.graph, dtype);
    if (file) return { file, ...ownOutput(own) };
    return combined ? { file: combined, output: combinedOutput, unnormalized } : undefined;
  };
  const image = tower(names.image, imageOutput);
  const text = tower(names.text, textOutput);
  if (!image && !text) throw towersMissing(repository, names, dtype);
  return { ...(image && { image }), ...(text && { text }) };
}

/** The error for a repository without any graph of these for the dtype. */
export function towersMissing(repository: ModelRepository, names: TowerNames, dtype: string): MiebError {
  const graphs = [names.text.graph, names.image.graph, names.combined.graph];
  return graphFilesMissing(repository, { graphs, exportCommand: names.exportCommand }, dtype);
}

function ownOutput({ output, input, normalizes }: GraphOutput): Omit<Tower, "file"> {
  return { output, unnormalized: normalizes ? [output] : [], ...(input !== undefined && { input }) };
}
