import { sampleMetadata } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import { checkLanguages, suggestLanguages } from "./check-languages.ts";

const subsets = { en: ["eng-Latn"], de: ["deu-Latn"], ar: ["ara-Arab"], et: ["est-Latn"] };
const tasks = [{ metadata: { ...sampleMetadata, subsets }, evaluator: "sts" }];

describe("languages", () => {
  it.each([
    ["engl", "eng"],
    ["en", "eng"],
    ["eng_Latn", "eng-Latn"],
    ["en-Latn", "eng-Latn"],
    ["de", "deu"],
  ])("of a wrong form are refused, with what was likely meant: %s", (given, meant) => {
    const refusal = { code: "USAGE_UNKNOWN_NAME", message: expect.stringMatching(`"${given}".*Did you mean ${meant}`) };
    expect(() => checkLanguages(["ara", given], tasks)).toThrow(expect.objectContaining(refusal));
  });

  it("of the right form pass, known or not", () => {
    expect(() => checkLanguages(["eng", "ENG-latn", "tlh"], tasks)).not.toThrow();
    expect(() => checkLanguages(undefined, tasks)).not.toThrow();
  });

  it("that no task has are suggested for, and others not", () => {
    expect(suggestLanguages(["eng", "egn"], tasks)).toBe(" Did you mean eng, est?");
    expect(suggestLanguages(["eng", "zho"], tasks)).toBe("");
  });
});
