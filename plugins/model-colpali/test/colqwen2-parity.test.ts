import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Embeddings, Encoder, EncoderInput, ModelRepository } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { loadKernels } from "@mieb/kernels";
import { pixelTensor } from "@mieb/onnx";
import { encodeOptions } from "@mieb/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readColqwen2Config } from "../src/colqwen2-config.ts";
import { colqwen2Family } from "../src/colqwen2-family.ts";
import { readColqwen2Preprocessor } from "../src/colqwen2-model.ts";
import { readColqwen2Prompts } from "../src/colqwen2-prompts.ts";
import { pagePatches } from "../src/page-patches.ts";
import { agreement, type Rows } from "./agreement.ts";

interface Expected {
  readonly texts: readonly { readonly text: string; readonly inputIds: readonly number[]; readonly embedding: Rows }[];
  readonly images: Readonly<Record<string, ExpectedImage>>;
  readonly scores: Rows;
}
interface ExpectedImage {
  readonly inputIds: readonly number[];
  readonly grid: readonly number[];
  readonly pixels: string;
  readonly embedding: Rows;
}

const fixtures = new URL("fixtures/", import.meta.url);
const folder = fileURLToPath(new URL("tiny-colqwen2", fixtures));
const imageFolder = new URL("../../../packages/onnx/test/fixtures/images/", import.meta.url);
const expected = JSON.parse(readFileSync(new URL("expected-colqwen2.json", fixtures), "utf8")) as Expected;

const identity = { table: "test", column: "input", row: 0, contentHash: "" };
const texts: readonly EncoderInput[] = expected.texts.map(({ text }) => ({ text, identity }));
const images: readonly EncoderInput[] = Object.keys(expected.images).map((name) => ({
  image: readFileSync(new URL(name, imageFolder)),
  identity: { ...identity, column: name },
}));
const textRows = expected.texts.map(({ embedding }) => embedding);
const imageRows = Object.values(expected.images).map(({ embedding }) => embedding);

async function load(repository: ModelRepository): Promise<Encoder> {
  const model = await colqwen2Family.open({ reference: repository.name, repository });
  return model.load({ dtype: "fp32", device: "cpu" });
}

describe("tiny-colqwen2 against colpali_engine, as mteb uses it", () => {
  let encoder: Encoder;
  let repository: ModelRepository;
  beforeAll(async () => {
    repository = await openHub().model(folder);
    encoder = await load(repository);
  });
  afterAll(() => encoder[Symbol.asyncDispose]?.());

  it("gives the token ids of ColQwen2Processor", async () => {
    const config = await readColqwen2Config(repository);
    const prompts = await readColqwen2Prompts(repository, config);
    for (const { text, inputIds } of expected.texts)
      expect([text, [...prompts.texts([text]).inputIds]]).toEqual([text, inputIds]);
    for (const { grid, inputIds } of Object.values(expected.images)) {
      const count = grid.reduce((product, side) => product * side) / config.mergeSize ** 2;
      expect([...prompts.page(count).inputIds]).toEqual(inputIds);
    }
  });

  it("gives its patches of images large, small, narrow and flat", async () => {
    const config = await readColqwen2Config(repository);
    const preprocessor = await readColqwen2Preprocessor(repository, config);
    for (const input of images) {
      const tensor = await pixelTensor([input], { preprocessor, conversion: "rgb" });
      const { data, grid } = pagePatches(tensor, config);
      const { pixels, grid: frames } = expected.images[input.identity.column]!;
      expect([1, ...grid]).toEqual(frames);
      expect([input.identity.column, createHash("sha256").update(data).digest("hex")]).toEqual([
        input.identity.column,
        pixels,
      ]);
    }
  });

  it("gives a vector per token, of many texts and of one", async () => {
    expect(agreement(await encoder.encode(texts, encodeOptions), textRows)).toBeGreaterThan(1 - 1e-5);
    const one = await encoder.encode(texts.slice(0, 1), encodeOptions);
    expect(agreement(one, textRows.slice(0, 1))).toBeGreaterThan(1 - 1e-5);
  });

  it("gives a vector per token of pages of all sizes", async () => {
    expect(agreement(await encoder.encode(images, encodeOptions), imageRows)).toBeGreaterThan(1 - 1e-5);
  });

  it("has the scores of ColQwen2Processor.score, which pads pages to the longest", async () => {
    const [queries, pages] = [await encoder.encode(texts, encodeOptions), await encoder.encode(images, encodeOptions)];
    const lists = ({ values, rowOffsets }: Embeddings) => ({ values, offsets: rowOffsets! });
    const sides = { queries: lists(queries), documents: lists(pages), dimension: pages.dimension };
    const paddedTo = Math.max(...imageRows.map(({ length }) => length));
    const scores = await loadKernels().maxSim({ ...sides, paddedTo });
    expected.scores.flat().forEach((score, at) => expect(scores[at]).toBeCloseTo(score, 3));
  });

  it("puts the vectors of an image and a text into one row", async () => {
    const both = await encoder.encode([{ ...texts[0]!, ...images[0]! }], encodeOptions);
    expect(agreement(both, [[...imageRows[0]!, ...textRows[0]!]])).toBeGreaterThan(1 - 1e-5);
  });
});

describe("the colqwen2 family", () => {
  const withConfig = async <T>(
    change: (config: Record<string, unknown>) => object,
    use: (repository: ModelRepository) => Promise<T>,
  ): Promise<T> => {
    const copy = mkdtempSync(join(tmpdir(), "mieb-colqwen2-"));
    cpSync(folder, copy, { recursive: true });
    const file = join(copy, "config.json");
    const config = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify(change(config)));
    const result = await use(await openHub().model(copy));
    rmSync(copy, { recursive: true });
    return result;
  };
  const claims = async (repository: ModelRepository) =>
    colqwen2Family.match({ reference: repository.name, repository });

  it("leaves a Qwen2-VL that ends in words to others", async () => {
    expect(await claims(await openHub().model(folder))).toBe(true);
    const speaks = { architectures: ["Qwen2VLForConditionalGeneration"] };
    expect(await withConfig((config) => ({ ...config, ...speaks }), claims)).toBe(false);
  });

  it("takes transformers' layout of config.json", async () => {
    const layout = ({ embedding_dim, ...vlm }: Record<string, unknown>) => ({
      model_type: "colqwen2",
      embedding_dim,
      vlm_config: vlm,
    });
    await withConfig(layout, async (repository) => {
      expect(await claims(repository)).toBe(true);
      expect(await readColqwen2Config(repository)).toEqual(await readColqwen2Config(await openHub().model(folder)));
    });
  });

  it("says how an adapter, which has no config.json, is converted", async () => {
    const repository = {
      name: "vidore/colqwen2-v1.0",
      revision: "1",
      files: ["adapter_config.json", "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json"],
      readJson: async () => ({ processor_class: "ColQwen2Processor", size: { min_pixels: 3136, max_pixels: 602112 } }),
    } as unknown as ModelRepository;
    expect(await claims(repository)).toBe(true);
    await expect(load(repository)).rejects.toMatchObject({
      commands: [
        expect.stringContaining("colpali-engine"),
        expect.stringContaining("colqwen2.py vidore/colqwen2-v1.0"),
      ],
    });
  });

  it("says which token the prompt of pages lacks", async () => {
    const loading = withConfig((config) => ({ ...config, image_token_id: 1 }), load);
    await expect(loading).rejects.toThrow(/image token 1 of config\.json once/);
  });
});
