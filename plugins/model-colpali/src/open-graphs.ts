import type { ModelRepository } from "@mieb/core";
import { loadGraph, requireOutput, type GraphSignature, type InferenceEngine, type Towers } from "@mieb/onnx";

/** A graph ready to run. */
export interface OpenGraph {
  readonly file: string;
  readonly output: string;
  readonly signature: GraphSignature;
}

/** Opens each graph when it is first asked for; the two sides may share one. */
export function graphOpener(
  engine: InferenceEngine,
  repository: ModelRepository,
  towers: Towers,
): (side: "image" | "text") => Promise<OpenGraph> | undefined {
  const opened = new Map<string, Promise<OpenGraph>>();
  return (side) => {
    const tower = towers[side];
    if (!tower) return undefined;
    const { file } = tower;
    const open = async (): Promise<OpenGraph> => {
      const signature = await loadGraph(engine, repository, tower);
      // Conversions name their only output as they like.
      const [only, ...others] = signature.outputs;
      const output = only && others.length === 0 ? only.name : tower.output;
      requireOutput(repository, { file, output }, signature);
      return { file, output, signature };
    };
    const opening = opened.get(file) ?? open();
    opened.set(file, opening);
    return opening;
  };
}
