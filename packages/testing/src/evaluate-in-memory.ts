import {
  embeddingSource,
  isEncodedImage,
  type DatasetRepository,
  type Embeddings,
  type EncodeRequest,
  type EncoderInput,
  type EvaluationPlan,
  type Evaluator,
  type Scoring,
  type Task,
  type TaskDataset,
} from "@mieb/core";
import { planTask } from "./plan-task.ts";

/** Turns the inputs of one request into vectors; `request` is the evaluator's name for it. */
export type EncodeInMemory = (inputs: readonly EncoderInput[], request: string) => Embeddings;

export interface InMemoryEvaluation {
  readonly plan: EvaluationPlan;
  readonly scoring: Scoring;
}

/** Loads, plans, encodes and scores the first (split, subset) of a task without runner, store or model. */
export async function evaluateInMemory(
  task: Task,
  evaluator: Evaluator,
  repository: DatasetRepository,
  encode: EncodeInMemory,
): Promise<InMemoryEvaluation> {
  const { dataset, plan, options } = await planTask(task, { evaluator, repository });
  const embeddings = Object.fromEntries(
    await Promise.all(
      Object.entries(plan.requests).map(async ([name, request]) => {
        const block = encode(await inputsOf(request, dataset), name);
        return [name, embeddingSource(block)] as const;
      }),
    ),
  );
  const scoring = await evaluator.score({ embeddings, truth: plan.truth, options, similarity: "cosine", seed: 42 });
  return { plan, scoring };
}

async function inputsOf(request: EncodeRequest, dataset: TaskDataset): Promise<readonly EncoderInput[]> {
  if ("texts" in request) {
    return request.texts.map((text, row) => ({ text, identity: identity("labels", "text", row) }));
  }
  const { table: name, image, text, rows } = request;
  const table = dataset[name];
  if (!table) throw new Error(`the plan asks for table "${name}", which the loading did not make`);
  const images = image === undefined ? undefined : await table.read(image, rows);
  const texts = text === undefined ? undefined : await table.read(text, rows);
  return (images ?? texts ?? []).map((_, row) => {
    const [picture, words] = [images?.[row], texts?.[row]];
    return {
      identity: identity(table.name, image ?? text ?? "", rows?.[row] ?? row),
      ...(isEncodedImage(picture) && { image: picture.bytes }),
      ...(typeof words === "string" && { text: words }),
    };
  });
}

function identity(table: string, column: string, row: number): EncoderInput["identity"] {
  return { table, column, row, contentHash: `${table}/${column}/${row}` };
}
