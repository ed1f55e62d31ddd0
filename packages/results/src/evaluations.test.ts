import { describe, expect, it } from "vitest";
import { evaluationsOf, type EvaluationFilter } from "./evaluations.ts";

const task = {
  evalSplits: ["dev", "test"],
  subsets: { "en-de": ["eng-Latn", "deu-Latn"], zh: ["zho-Hant"], none: [] },
};
const chosen = (filter?: EvaluationFilter): readonly string[] =>
  evaluationsOf(task, filter).map(({ split, subset }) => `${split}/${subset}`);

describe("evaluations of a task", () => {
  it("are all subsets of all splits, in the task's order", () => {
    const all = ["dev/en-de", "dev/zh", "dev/none", "test/en-de", "test/zh", "test/none"];
    expect(chosen()).toEqual(all);
    expect(chosen({ evalSplits: [], languages: [] })).toEqual(all);
  });

  it("are those of the chosen splits that the task has", () => {
    expect(chosen({ evalSplits: ["test", "train"] })).toEqual(["test/en-de", "test/zh", "test/none"]);
    expect(chosen({ evalSplits: ["train"] })).toEqual([]);
  });

  it.each([["deu"], ["deu-Latn"], ["ENG"], ["eng-latn"]])("are those with one of the languages: %s", (language) => {
    expect(chosen({ evalSplits: ["dev"], languages: ["tlh", language] })).toEqual(["dev/en-de"]);
  });

  it("need the script where it is given", () => {
    expect(chosen({ languages: ["zho-Hans"] })).toEqual([]);
  });
});
