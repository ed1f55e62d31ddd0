import type { Embeddings, Encoder, EncoderInput, Model } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { fakeEncoder, hashedEmbeddings } from "../fake-encoder.ts";
import { checkConformance, checkModelConformance, type ConformanceOptions } from "./check-model-conformance.ts";

type Spoil = (embeddings: Embeddings, inputs: readonly EncoderInput[]) => Embeddings;

/** A faultless encoder whose answers `spoil` changes. */
function spoilt(spoil: Spoil): () => Promise<Encoder> {
  return async () => ({ fingerprint: "f", encode: async (inputs) => spoil(hashedEmbeddings(inputs, 8), inputs) });
}

async function failures(load: () => Promise<Encoder>, options?: ConformanceOptions): Promise<Record<string, string>> {
  const failed = (await checkConformance(load, options)).filter(({ outcome }) => outcome === "failed");
  return Object.fromEntries(failed.map(({ name, modality, detail }) => [`${modality ?? "model"} ${name}`, detail]));
}

const lengthOf = (input?: EncoderInput): number => input?.text?.length ?? input?.image?.byteLength ?? 0;

describe("conformance of a model", () => {
  it("is reported check by check, for a faultless one too", async () => {
    const model: Model = {
      metadata: { name: "good/model", revision: "1", modalities: ["text"], embedDimension: 8 },
      load: async () => fakeEncoder({ modalities: ["text"] }),
    };
    const report = await checkModelConformance(model, { loads: 10 });
    expect(report).toMatchObject({ model: "good/model", passed: true });
    expect(report.checks.map(({ name, modality, outcome }) => [modality, name, outcome].join(" "))).toEqual([
      " fingerprint passed",
      "image rows skipped",
      "text rows passed",
      "text finite passed",
      "text dimension passed",
      "text distinct passed",
      "text order passed",
      "text batch passed",
      "text padding passed",
      " soak passed",
    ]);
  });

  it("needs the dimension that is claimed, and one for both modalities", async () => {
    const narrow = spoilt((block, inputs) => (inputs[0]?.text === undefined ? block : hashedEmbeddings(inputs, 4)));
    expect(await failures(narrow)).toEqual({ "text dimension": "Dimension 4 where 8 was expected." });
    expect(
      Object.keys(
        await failures(
          spoilt((block) => block),
          { dimension: 16 },
        ),
      ),
    ).toEqual(["image dimension", "text dimension"]);
  });

  it("needs finite numbers", async () => {
    const overflowing = spoilt((block) => ({
      ...block,
      values: block.values.map((value, i) => (i === 9 ? Infinity : value)),
    }));
    expect(await failures(overflowing)).toMatchObject({ "text finite": "The vector of input 1 has Infinity." });
  });

  it("needs a row per input", async () => {
    const short = spoilt((block) => ({ ...block, values: block.values.subarray(8), rowCount: block.rowCount - 1 }));
    expect((await failures(short))["image rows"]).toMatch(/as 31 rows of dimension 8 for 32 inputs/);
  });

  it("reports an encoder that throws", async () => {
    const broken = fakeEncoder({ onBatch: () => Promise.reject(new Error("out of memory")) });
    expect(await failures(async () => broken)).toEqual({ "image rows": "out of memory", "text rows": "out of memory" });
  });

  it("needs the inputs' order", async () => {
    const sorting = spoilt((block, inputs) =>
      hashedEmbeddings(
        inputs.toSorted((a, b) => lengthOf(a) - lengthOf(b)),
        8,
      ),
    );
    expect(await failures(sorting)).toHaveProperty("text order");
  });

  it("needs different vectors of different inputs", async () => {
    const constant = spoilt((block) => ({ ...block, values: block.values.fill(1) }));
    expect(await failures(constant)).toHaveProperty("image distinct");
  });

  it("reports vectors that depend on the batch", async () => {
    const centring = spoilt((block) => {
      const mean = block.values.reduce((sum, value) => sum + value, 0) / block.values.length;
      return { ...block, values: block.values.map((value) => value - mean) };
    });
    const found = await failures(centring);
    expect(found["text batch"]).toMatch(
      /^At worst, input \d+ alone and in a batch of 32: cosine 0\.\d+, below 0\.99999\.$/,
    );
  });

  it("reports vectors that depend on the padding", async () => {
    const padding = spoilt((block, inputs) => {
      const longest = Math.max(...inputs.map(lengthOf));
      const values = block.values.map((value, index) => {
        const padded = longest - lengthOf(inputs[Math.floor(index / 8)]);
        return index % 8 === 0 ? value + padded / 1000 : value;
      });
      return { ...block, values };
    });
    expect((await failures(padding))["text padding"]).toMatch(/beside the largest: cosine 0\.\d+, so padding changes/);
  });

  it("reports memory that stays", async () => {
    const kept: Uint8Array[] = [];
    const leaking = async (): Promise<Encoder> => {
      kept.push(new Uint8Array(2 ** 21).fill(1));
      return fakeEncoder();
    };
    expect((await failures(leaking, { loads: 30 }))["model soak"]).toMatch(/^Over 30 loads resident memory went from/);
  });
});
