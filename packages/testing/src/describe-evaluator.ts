import { type DatasetRepository, type EncoderInput, type Evaluator, type Task } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { evaluateInMemory, type EncodeInMemory } from "./evaluate-in-memory.ts";
import { hashedEmbeddings } from "./fake-encoder.ts";

export interface EvaluatorConformanceOptions {
  /** A small task of this evaluator. */
  readonly task: Task;
  readonly repository: DatasetRepository;
  /** Vectors with which the task is solved. */
  readonly solve: EncodeInMemory;
  /** Main score of a perfect model. Default 1. */
  readonly best?: number;
}

/**
 * Conformance suite of an evaluator: call it at the top of a test file. Perfect vectors reach the best score, random ones
 * stay within range and repeat exactly, NaN is an error, and the plan is plain data.
 */
export function describeEvaluator(evaluator: Evaluator, options: EvaluatorConformanceOptions): void {
  const { task, repository, solve, best = 1 } = options;
  const evaluate = async (encode: EncodeInMemory) => evaluateInMemory(task, evaluator, repository, encode);
  const random: EncodeInMemory = (inputs) => hashedEmbeddings(inputs, 16);

  describe(`evaluator ${evaluator.name}`, () => {
    it("gives perfect vectors the best main score", async () => {
      const { scoring } = await evaluate(solve);
      expect(scoring.scores[task.metadata.mainScore]).toBeCloseTo(best, 5);
    });

    it("gives random vectors numbers, the same ones every time", async () => {
      const [first, second] = [await evaluate(random), await evaluate(random)];
      expect(second.scoring.scores).toEqual(first.scoring.scores);
      expect(first.scoring.scores[task.metadata.mainScore]).toEqual(expect.any(Number));
    });

    it("reports every metric it declares", async () => {
      const { scoring } = await evaluate(random);
      expect(Object.keys(scoring.scores)).toEqual(expect.arrayContaining([...evaluator.metrics]));
    });

    it("plans plain data that survives a queue", async () => {
      const { plan } = await evaluate(random);
      expect(structuredClone(plan)).toEqual(plan);
    });

    it("refuses vectors that are not finite", async () => {
      await expect(evaluate(notANumber)).rejects.toMatchObject({ code: "EVALUATION_INVALID_EMBEDDINGS" });
    });
  });
}

function notANumber(inputs: readonly EncoderInput[]): ReturnType<EncodeInMemory> {
  const embeddings = hashedEmbeddings(inputs, 16);
  embeddings.values[0] = Number.NaN;
  return embeddings;
}
