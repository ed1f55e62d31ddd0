import { toMiebError, type Model, type ModelRepository } from "@mieb/core";
import { loadGraph, startInferenceEngine, type GraphValue } from "@mieb/onnx";
import type { Check } from "./doctor.ts";
import { failureOf } from "./failure-of.ts";

export interface GraphsOptions {
  readonly repository: ModelRepository;
  readonly dtype: string;
}

/** Opens each graph that a model would, fetching it first, and says what it takes and gives. */
export async function checkGraphs(model: Model, { repository, dtype }: GraphsOptions): Promise<readonly Check[]> {
  const graphs = (model.neededFiles?.(dtype) ?? [])
    .filter(({ isGraph }) => isGraph)
    .flatMap(({ anyOf }) => anyOf.find((file) => repository.files.includes(file)) ?? []);
  if (graphs.length === 0) return [];
  await using engine = startInferenceEngine();
  const checks: Check[] = [];
  for (const file of new Set(graphs)) {
    try {
      const { inputs, outputs } = await loadGraph(engine, repository, { file, unnormalized: [] });
      const detail = `${file} takes ${valuesText(inputs)}; gives ${valuesText(outputs)}`;
      checks.push({ name: "graph", status: "ok", detail });
    } catch (error) {
      checks.push(failureOf("graph", toMiebError(error)));
    }
  }
  return checks;
}

/** `input_ids [batch × 77], pixel_values [batch × 3 × 224 × 224]`; the last number of an output is its vectors' length. */
function valuesText(values: readonly GraphValue[]): string {
  return values.map(({ name, dims }) => `${name} [${dims.join(" × ")}]`).join(", ");
}
