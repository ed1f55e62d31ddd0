import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parsePlugin, type Encoder, type EncoderInput, type EncodeOptions, type Model, type Role } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { imagePreprocessor, pixelTensor, textTokenizer } from "@mieb/onnx";
import { describeModel, describeOriginal, encodeOptions, vectorDifference, type OriginalAnswers } from "@mieb/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import plugin from "../src/index.ts";
import { sentenceTransformersFamily as family } from "../src/sentence-transformers-family.ts";
import { readTokenizer } from "../src/text-config.ts";

interface Answers extends Pick<OriginalAnswers, "texts"> {
  /** What mteb's wrapper gives for all texts in a task. */
  readonly prompted: readonly {
    readonly task: string;
    readonly type: string;
    readonly role: Role | null;
    readonly embeddings: readonly (readonly number[])[];
  }[];
}

const fixtures = new URL("fixtures/", import.meta.url);
const folderOf = (name: string): string => fileURLToPath(new URL(name, fixtures));
const json = (file: string): unknown => JSON.parse(readFileSync(new URL(file, fixtures), "utf8"));
const sentences = json("tiny-sentences/expected.json") as Answers;
const clip = json("tiny-sentence-clip/expected.json") as OriginalAnswers;
const images = new URL("../../../packages/onnx/test/fixtures/images/", import.meta.url);

async function open(folder: string): Promise<Model> {
  const repository = await openHub().model(folder);
  expect(await family.match({ reference: folder, repository })).toBe(true);
  return family.open({ reference: folder, repository });
}

type Disposable = Encoder & Required<Pick<Encoder, typeof Symbol.asyncDispose>>;

const load = async (folder: string): Promise<Disposable> =>
  (await (await open(folder)).load({ dtype: "fp32", device: "cpu" })) as Disposable;
const identity = { table: "test", column: "input", row: 0, contentHash: "" };
const texts: readonly EncoderInput[] = sentences.texts.map(({ text }) => ({ text, identity }));

describeModel("tiny-sentences", () => load(folderOf("tiny-sentences")));
describeModel("tiny-sentence-clip", () => load(folderOf("tiny-sentence-clip")));

const settings = { maxTokens: 32, maxPositions: 64, lowercases: true };
const tokenizer = textTokenizer(await readTokenizer(await openHub().model(folderOf("tiny-sentences")), settings));
describe("tiny-sentences against its Python original", () => {
  it("gives its token ids: in lower case, and no more than the module says", () => {
    for (const { text, inputIds } of sentences.texts)
      expect([text, [...tokenizer.encode([text]).inputIds]]).toEqual([text, inputIds]);
  });

  it("gives its embeddings of all texts and of one, with the default prompt", async () => {
    await using encoder = await load(folderOf("tiny-sentences"));
    const rows = sentences.texts.map(({ embedding }) => embedding);
    expect(vectorDifference(await encoder.encode(texts, encodeOptions), rows)).toBeLessThan(1e-5);
    const alone = await encoder.encode(texts.slice(0, 1), encodeOptions);
    expect(vectorDifference(alone, rows.slice(0, 1))).toBeLessThan(1e-5);
  });

  it("refuses images", async () => {
    await using encoder = await load(folderOf("tiny-sentences"));
    const pictures = [{ image: new Uint8Array(), identity }];
    await expect(encoder.encode(pictures, encodeOptions)).rejects.toMatchObject({ code: "MODEL_MODALITY_MISSING" });
  });
});

const preprocessor = imagePreprocessor(json("tiny-sentence-clip/preprocessor_config.json"));
const clipTokenizer = textTokenizer({
  tokenizer: json("tiny-sentence-clip/tokenizer.json"),
  config: json("tiny-sentence-clip/tokenizer_config.json"),
  maxPositions: 77,
});
describeOriginal("tiny-sentence-clip", {
  answers: clip,
  images,
  load: () => load(folderOf("tiny-sentence-clip")),
  pixels: (input) => pixelTensor([input], { preprocessor, conversion: "native" }),
  tokenIds: (text) => clipTokenizer.encode([text]).inputIds,
});

describe("prompts", () => {
  it.each(sentences.prompted)(
    "of $task ($role) are those that mteb takes",
    async ({ task, type, role, embeddings }) => {
      await using encoder = await load(folderOf("tiny-sentences"));
      const metadata = { ...encodeOptions.task, name: task, type: type as EncodeOptions["task"]["type"] };
      const options = { ...encodeOptions, task: metadata, ...(role && { role }) };
      expect(vectorDifference(await encoder.encode(texts, options), embeddings)).toBeLessThan(1e-5);
    },
  );

  it("are part of the embeddings' key", async () => {
    const model = await open(folderOf("tiny-sentences"));
    const traits = await model.describe?.({ dtype: "fp32", device: "cpu" });
    expect(traits?.instruction?.({ ...encodeOptions, role: "query" })).toBe("search query: ");
    expect(traits?.instruction?.(encodeOptions)).toBe("left: ");
  });
});

describe("a pipeline's description", () => {
  it("has the length of the last layer, the similarity and the module's length", async () => {
    const { metadata } = await open(folderOf("tiny-sentences"));
    expect(metadata).toMatchObject({ modalities: ["text"], embedDimension: 12, similarity: "dot", maxTokens: 32 });
    const { metadata: pictures } = await open(folderOf("tiny-sentence-clip"));
    expect(pictures).toMatchObject({ modalities: ["image", "text"], similarity: "cosine", maxTokens: 77 });
  });

  it("names the files it needs, those of layers too", async () => {
    const model = await open(folderOf("tiny-sentences"));
    expect(model.neededFiles?.("fp16").map(({ anyOf }) => anyOf[0])).toEqual([
      "onnx/model_fp16.onnx",
      "tokenizer.json",
      "tokenizer_config.json",
      "2_Dense/model.safetensors",
    ]);
  });
});

describe("the layout of clip-ViT-B-32, with all files in 0_CLIPModel", () => {
  let folder: string;
  const moduleFile = (modules: readonly object[]): void =>
    writeFileSync(join(folder, "modules.json"), JSON.stringify(modules));
  const clipModule = { idx: 0, name: "0", path: "0_CLIPModel", type: "sentence_transformers.models.CLIPModel" };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "mieb-sentences-"));
    cpSync(folderOf("tiny-sentence-clip"), folder, { recursive: true });
    mkdirSync(join(folder, "0_CLIPModel"));
    for (const file of ["config.json", "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json", "onnx"])
      renameSync(join(folder, file), join(folder, "0_CLIPModel", file));
    rmSync(join(folder, "config_sentence_transformers.json"));
    moduleFile([clipModule]);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("gives the same vectors, and the sum of both for an image with its text", async () => {
    await using encoder = await load(folder);
    const [[name = "", image] = []] = Object.entries(clip.images);
    const { text = "", embedding = [] } = clip.texts[0] ?? {};
    const pair = { text, image: readFileSync(new URL(name, images)), identity };
    const sum = embedding.map((value, i) => value + (image?.embedding[i] ?? NaN));
    expect(vectorDifference(await encoder.encode([pair], encodeOptions), [sum])).toBeLessThan(1e-5);
  });

  it("normalises where a module says so", async () => {
    moduleFile([
      clipModule,
      { idx: 1, name: "1", path: "1_Normalize", type: "sentence_transformers.models.Normalize" },
    ]);
    await using encoder = await load(folder);
    const { values } = await encoder.encode(texts, encodeOptions);
    expect(Math.hypot(...values.subarray(0, values.length / texts.length))).toBeCloseTo(1, 6);
  });

  it("names a module that is not run here", async () => {
    moduleFile([clipModule, { idx: 1, name: "1", path: "1_LSTM", type: "sentence_transformers.models.LSTM" }]);
    await expect(open(folder)).rejects.toMatchObject({ code: "MODEL_INVALID_FILE", message: /asks for LSTM/ });
  });

  it("leaves code of the repository's own, and networks of images, to other families", async () => {
    moduleFile([{ ...clipModule, type: "custom_st.Transformer" }]);
    const custom = await openHub().model(folder);
    expect(await family.match({ reference: folder, repository: custom })).toBe(false);
    moduleFile([{ ...clipModule, type: "sentence_transformers.models.Transformer" }]);
    writeFileSync(join(folder, "0_CLIPModel/config.json"), JSON.stringify({ model_type: "siglip" }));
    const siglip = await openHub().model(folder);
    expect(await family.match({ reference: folder, repository: siglip })).toBe(false);
  });
});

describe("the plugin", () => {
  it("is valid", () => {
    expect(parsePlugin(plugin, "index.ts").name).toBe("@mieb/model-sentence-transformers");
  });
});
