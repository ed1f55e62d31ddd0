import { evaluatorOptions, type Task, type TaskMetadata } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { evaluatorsPlugin } from "../src/index.ts";

const evaluators = new Map((evaluatorsPlugin.evaluators ?? []).map((evaluator) => [evaluator.name, evaluator]));

/** Explanation of a task with these options, as `mieb describe` asks for it. */
function explain(name: string, options: Task["options"] = {}, metadata: Partial<TaskMetadata> = {}) {
  const evaluator = evaluators.get(name)!;
  const task = { metadata: { category: "i2t", modalities: ["image", "text"], ...metadata }, evaluator: name, options };
  return evaluator.explain!(evaluatorOptions(task as Task, evaluator), task.metadata as TaskMetadata);
}

describe("explanations", () => {
  it("are there for every evaluator, in whole sentences", () => {
    const given = { "image-text-pair": { images: ["image"], texts: ["right", "wrong"] } };
    for (const name of evaluators.keys()) {
      const { protocol, quirks } = explain(name, given[name as keyof typeof given]);
      for (const text of [protocol, ...quirks]) expect(text, name).toMatch(/^[A-Z0-9].*\.$/s);
    }
  });

  it("say what the options of a task change", () => {
    expect(explain("linear-probe", { samplesPerLabel: 8, experiments: 10 }).protocol).toMatch(/^10 times, 8 images/);
    expect(explain("zero-shot", { template: "a {name}" }).protocol).toContain('"a {name}"');
    expect(explain("retrieval", { rerank: "qrels" }).protocol).toContain("choices of its question");
    expect(explain("retrieval", {}, { category: "it2i" }).protocol).toMatch(
      /^Queries are images with texts, documents are images;/,
    );
  });

  it("name a quirk only where it is one", () => {
    const quirksOf = (...given: Parameters<typeof explain>): string => explain(...given).quirks.join(" ");
    expect(quirksOf("retrieval", { skipFirstResult: true })).toContain("best result is dropped");
    expect(quirksOf("retrieval")).not.toContain("best result is dropped");
    expect(quirksOf("retrieval", {}, { category: "it2i" })).toContain("one vector");
    expect(quirksOf("retrieval")).not.toContain("one vector");
    expect(quirksOf("zero-shot", { candidateLabels: ["a", "b", "a"] })).toContain("Only 2 of the 3 texts differ");
    expect(quirksOf("zero-shot", { candidateLabels: ["a", "b"] })).not.toContain("differ;");
    expect(quirksOf("zero-shot")).toContain("softmax over 100 times the cosine");
    expect(quirksOf("zero-shot", {}, { modalities: ["text", "image"] })).toContain("without a softmax");
    expect(quirksOf("image-text-pair", { images: ["a"], texts: ["b", "c"] })).toContain(
      "image accuracy and accuracy are 0",
    );
    expect(quirksOf("image-text-pair", { images: ["a", "b"], texts: ["c", "d"] })).not.toContain("by construction");
  });
});
