import type { Encoder } from "@mieb/core";
import { beforeAll, describe, expect, it } from "vitest";
import { checkConformance, type ConformanceOptions } from "./conformance/check-model-conformance.ts";
import type { CheckName, ConformanceCheck } from "./conformance/report.ts";

export interface ModelConformanceOptions extends ConformanceOptions {
  /** Whether the encoder has a fingerprint, so that its vectors are stored. Default true. */
  readonly fingerprint?: boolean;
}

/** For models whose loading takes its time, and for fifty loads of others. */
const HOOK_TIMEOUT_MS = 600_000;

const sentences: Readonly<Partial<Record<CheckName, string>>> = {
  rows: "gives one row per input",
  finite: "gives finite numbers",
  dimension: "has the dimension it claims, in both modalities",
  distinct: "tells different inputs apart",
  order: "keeps the order",
  batch: "gives an input the same vector alone and in a batch of 32",
  padding: "gives an input the same vector however its batch is padded",
};

/**
 * Conformance suite of a model: call it at the top of a test file. Loads the encoder and makes a test of every check of
 * {@link checkConformance}.
 */
export function describeModel(name: string, load: () => Promise<Encoder>, options: ModelConformanceOptions = {}): void {
  describe(`model ${name}`, () => {
    let checks: readonly ConformanceCheck[];
    beforeAll(async () => {
      checks = await checkConformance(load, options);
    }, HOOK_TIMEOUT_MS);
    const outcomeOf = (check: CheckName, modality?: "image" | "text"): Pick<ConformanceCheck, "outcome" | "detail"> => {
      const found = checks.find((entry) => entry.name === check && entry.modality === modality);
      return found ?? { outcome: "failed", detail: "It was not reached." };
    };

    const { fingerprint = true, loads } = options;
    it(`has ${fingerprint ? "a" : "no"} fingerprint`, () => {
      expect(outcomeOf("fingerprint").outcome).toBe(fingerprint ? "passed" : "skipped");
    });
    for (const modality of ["image", "text"] as const) {
      for (const [check, sentence] of Object.entries(sentences) as [CheckName, string][]) {
        it(`${modality}: ${sentence}`, ({ skip }) => {
          const sides = outcomeOf("rows", modality);
          skip(sides.outcome === "skipped", sides.detail);
          const { outcome, detail } = outcomeOf(check, modality);
          expect(outcome, detail).toBe("passed");
        });
      }
    }
    if (!loads) return;
    it(`leaves nothing behind after ${loads} loads`, () => {
      const { outcome, detail } = outcomeOf("soak");
      expect(outcome, detail).toBe("passed");
    });
  });
}
