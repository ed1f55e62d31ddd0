import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Embeddings, type Encoder, type EncoderInput } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { loadKernels } from "@mieb/kernels";
import { imagePreprocessor, pixelTensor } from "@mieb/onnx";
import { encodeOptions } from "@mieb/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readColpaliConfig } from "../src/colpali-config.ts";
import { colpaliFamily } from "../src/colpali-family.ts";
import { readPrompts } from "../src/prompts.ts";
import { agreement, type Rows } from "./agreement.ts";

interface Expected {
  readonly texts: readonly { readonly text: string; readonly inputIds: readonly number[]; readonly embedding: Rows }[];
  readonly imageIds: readonly number[];
  readonly images: Readonly<Record<string, { readonly pixels: string; readonly embedding: Rows }>>;
  readonly scores: Rows;
}

const fixtures = new URL("fixtures/", import.meta.url);
const folder = fileURLToPath(new URL("tiny-colpali", fixtures));
const imageFolder = new URL("../../../packages/onnx/test/fixtures/images/", import.meta.url);
const expected = JSON.parse(readFileSync(new URL("expected.json", fixtures), "utf8")) as Expected;

const identity = { table: "test", column: "input", row: 0, contentHash: "" };
const texts: readonly EncoderInput[] = expected.texts.map(({ text }) => ({ text, identity }));
const images: readonly EncoderInput[] = Object.keys(expected.images).map((name) => ({
  image: readFileSync(new URL(name, imageFolder)),
  identity: { ...identity, column: name },
}));

async function load(from: string): Promise<Encoder> {
  const repository = await openHub().model(from);
  const model = await colpaliFamily.open({ reference: from, repository });
  return model.load({ dtype: "fp32", device: "cpu" });
}

describe("tiny-colpali against torch and transformers", () => {
  let encoder: Encoder;
  beforeAll(async () => {
    encoder = await load(folder);
  });
  afterAll(() => encoder[Symbol.asyncDispose]?.());

  it("gives the token ids of ColPaliProcessor", async () => {
    const repository = await openHub().model(folder);
    const prompts = await readPrompts(repository, await readColpaliConfig(repository));
    for (const { text, inputIds } of expected.texts)
      expect([text, [...prompts.texts([text]).inputIds]]).toEqual([text, inputIds]);
    expect([...prompts.pages(2).inputIds]).toEqual([...expected.imageIds, ...expected.imageIds]);
  });

  it("gives its pixels, alpha dropped", async () => {
    const preprocessor = imagePreprocessor(JSON.parse(readFileSync(join(folder, "processor_config.json"), "utf8")));
    for (const input of images) {
      const { data } = await pixelTensor([input], { preprocessor, conversion: "rgb" });
      const name = input.identity.column;
      expect([name, createHash("sha256").update(data).digest("hex")]).toEqual([name, expected.images[name]?.pixels]);
    }
  });

  it("gives a vector per token, of many texts and of one", async () => {
    const rows = expected.texts.map(({ embedding }) => embedding);
    expect(agreement(await encoder.encode(texts, encodeOptions), rows)).toBeGreaterThan(1 - 1e-5);
    expect(agreement(await encoder.encode(texts.slice(0, 1), encodeOptions), rows.slice(0, 1))).toBeGreaterThan(
      1 - 1e-5,
    );
  });

  it("gives a vector per token of pages, whatever conversion is asked for", async () => {
    const rows = Object.values(expected.images).map(({ embedding }) => embedding);
    for (const imageConversion of ["native", "rgb"] as const) {
      const embeddings = await encoder.encode(images, { ...encodeOptions, imageConversion });
      expect(agreement(embeddings, rows)).toBeGreaterThan(1 - 1e-5);
    }
  });

  it("has the scores of ColPaliProcessor.score_retrieval", async () => {
    const [queries, pages] = [await encoder.encode(texts, encodeOptions), await encoder.encode(images, encodeOptions)];
    const lists = ({ values, rowOffsets }: Embeddings) => ({ values, offsets: rowOffsets! });
    const scores = await loadKernels().maxSim({
      queries: lists(queries),
      documents: lists(pages),
      dimension: pages.dimension,
    });
    expected.scores.flat().forEach((score, at) => expect(scores[at]).toBeCloseTo(score, 3));
  });

  it("puts the vectors of an image and a text into one row", async () => {
    const both = await encoder.encode([{ ...texts[0]!, ...images[0]! }], encodeOptions);
    const rows = [[...Object.values(expected.images)[0]!.embedding, ...expected.texts[0]!.embedding]];
    expect(agreement(both, rows)).toBeGreaterThan(1 - 1e-5);
  });
});

describe("a repository with one graph for both sides", () => {
  it("takes it for pages", async () => {
    const copy = mkdtempSync(join(tmpdir(), "mieb-colpali-"));
    cpSync(folder, copy, { recursive: true });
    rmSync(join(copy, "onnx/text_model.onnx"));
    renameSync(join(copy, "onnx/vision_model.onnx"), join(copy, "onnx/model.onnx"));
    const encoder = await load(copy);
    const rows = Object.values(expected.images).map(({ embedding }) => embedding);
    expect(agreement(await encoder.encode(images, encodeOptions), rows)).toBeGreaterThan(1 - 1e-5);
    await encoder[Symbol.asyncDispose]?.();
    rmSync(copy, { recursive: true });
  });
});
