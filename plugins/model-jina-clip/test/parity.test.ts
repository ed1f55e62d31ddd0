import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parsePlugin, type Encoder, type EncoderInput } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import {
  imagePreprocessor,
  pixelTensor,
  textTokenizer,
  torchvisionProcessor,
  type TorchvisionConfig,
} from "@mieb/onnx";
import { describeModel, describeOriginal, encodeOptions, vectorDifference, type OriginalAnswers } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import plugin from "../src/index.ts";
import { jinaClipFamily } from "../src/jina-clip-family.ts";

const images = new URL("../../../packages/onnx/test/fixtures/images/", import.meta.url);

describe.each(["tiny-v1", "tiny-v2"])("%s", (name) => {
  const folder = fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
  const json = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));
  const answers = json("expected.json") as OriginalAnswers;

  async function load(): Promise<Encoder> {
    const repository = await openHub().model(folder);
    expect(await jinaClipFamily.match({ reference: name, repository })).toBe(true);
    const model = await jinaClipFamily.open({ reference: name, repository });
    return model.load({ dtype: "fp32", device: "cpu" });
  }

  const preprocessor = imagePreprocessor(torchvisionProcessor(json("preprocessor_config.json") as TorchvisionConfig));
  const tokenizer = textTokenizer({
    tokenizer: json("tokenizer.json"),
    config: json("tokenizer_config.json"),
    maxPositions: 512,
  });

  describeModel(name, load);

  describeOriginal(name, {
    answers,
    images,
    load,
    pixels: (input) => pixelTensor([input], { preprocessor, conversion: "rgb" }),
    tokenIds: (text) => tokenizer.encode([text]).inputIds,
  });

  it("adds vectors of length 1 for an image with a text", async () => {
    const [file = "", image] = Object.entries(answers.images)[0] ?? [];
    const [text] = answers.texts;
    const pair: EncoderInput = {
      image: readFileSync(new URL(file, images)),
      text: text?.text ?? "",
      identity: { table: "test", column: "pair", row: 0, contentHash: "" },
    };
    const sum = text?.embedding.map((value, index) => value + (image?.embedding[index] ?? NaN)) ?? [];
    const encoder = await load();
    expect(vectorDifference(await encoder.encode([pair], encodeOptions), [sum])).toBeLessThan(1e-5);
    await encoder[Symbol.asyncDispose]?.();
  });
});

describe("the plugin", () => {
  it("is valid", () => {
    expect(parsePlugin(plugin, "index.ts").name).toBe("@mieb/model-jina-clip");
  });
});
