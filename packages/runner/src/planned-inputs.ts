import {
  evaluatorOptions,
  type EncodeOptions,
  type EncoderInput,
  type EncodeRequest,
  type Modality,
  type Registry,
  type Task,
} from "@mieb/core";
import type { Evaluation } from "@mieb/results";
import { inputReaders, type Fusion } from "./encode/input-reader.ts";
import { windows } from "./encode/windows.ts";
import { loadAhead, type LoadedSubset } from "./engine/load-ahead.ts";
import type { DatasetHub } from "./run-options.ts";

export interface PlannedInputsOptions {
  readonly registry: Registry;
  readonly hub: DatasetHub;
  /** Whether an image with a text is one input, or each of the two is one. Default `sum`: two. */
  readonly fusion?: Fusion;
  /** Bytes of inputs that a window may hold. Default 64 MiB; two windows are in memory. */
  readonly windowBytes?: number;
  readonly signal?: AbortSignal;
}

/** Some inputs of one request, with the context in which a model is given them. */
export interface PlannedInputs {
  /** Name of the request in the evaluator's plan. */
  readonly request: string;
  /** `image`, `text`, or `image+text` for pairs that are one input. */
  readonly modality: Modality;
  readonly options: EncodeOptions;
  readonly inputs: readonly EncoderInput[];
}

/**
 * All that a model is asked to embed for these evaluations of a task, in the order it is asked, window by window. Inputs
 * that occur more than once come more than once.
 * @throws MiebError `DATASET_…` where the data cannot be read
 */
export async function* plannedInputs(
  task: Task,
  evaluations: readonly Evaluation[],
  context: PlannedInputsOptions,
): AsyncGenerator<PlannedInputs> {
  const loads = loadAhead(context.hub, context.registry);
  for (const evaluation of evaluations) {
    const loaded = await loads.take(task, evaluation);
    const requests = await requestsOf(task, loaded, context);
    for (const [name, request] of Object.entries(requests)) {
      const options = encodeOptions(task, { ...evaluation, request }, context);
      for (const reader of inputReaders(name, request, { dataset: loaded.dataset, fusion: context.fusion ?? "sum" })) {
        for await (const inputs of windows(reader, context.windowBytes ?? 2 ** 26)) {
          context.signal?.throwIfAborted();
          yield { request: name, modality: reader.modality, options, inputs };
        }
      }
    }
  }
}

async function requestsOf(
  task: Task,
  { load, dataset }: LoadedSubset,
  { registry }: PlannedInputsOptions,
): Promise<Readonly<Record<string, EncodeRequest>>> {
  const evaluator = registry.evaluators.get(task.evaluator);
  const options = evaluatorOptions(task, evaluator);
  const { requests } = await evaluator.plan({ ...load, definition: task, dataset, options });
  return requests;
}

function encodeOptions(
  { metadata }: Task,
  { split, subset, request }: Evaluation & { readonly request: EncodeRequest },
  { signal }: PlannedInputsOptions,
): EncodeOptions {
  const imageConversion = ("texts" in request ? undefined : request.imageConversion) ?? "native";
  const optional = { ...(request.role && { role: request.role }), ...(signal && { signal }) };
  return { task: metadata, split, subset, imageConversion, ...optional };
}
