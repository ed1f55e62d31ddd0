import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parsePlugin, type Encoder } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { imagePreprocessor, pixelTensor, textTokenizer } from "@mieb/onnx";
import { describeModel, describeOriginal, type OriginalAnswers } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import { blipFamily } from "../src/blip-family.ts";
import plugin from "../src/index.ts";

const fixture = new URL("fixtures/tiny-blip/", import.meta.url);
const json = (file: string): unknown => JSON.parse(readFileSync(new URL(file, fixture), "utf8"));

async function load(): Promise<Encoder> {
  const repository = await openHub().model(fileURLToPath(fixture));
  expect(await blipFamily.match({ reference: "tiny-blip", repository })).toBe(true);
  const model = await blipFamily.open({ reference: "tiny-blip", repository });
  return model.load({ dtype: "fp32", device: "cpu" });
}

const preprocessor = imagePreprocessor(json("preprocessor_config.json"));
const tokenizer = textTokenizer({
  tokenizer: json("tokenizer.json"),
  config: json("tokenizer_config.json"),
  maxPositions: 40,
});

describeModel("tiny-blip", load);

describeOriginal("tiny-blip", {
  answers: json("expected.json") as OriginalAnswers,
  images: new URL("../../../packages/onnx/test/fixtures/images/", import.meta.url),
  load,
  pixels: (input) => pixelTensor([input], { preprocessor, conversion: "native" }),
  tokenIds: (text) => tokenizer.encode([text]).inputIds,
});

describe("the plugin", () => {
  it("is valid", () => {
    expect(parsePlugin(plugin, "index.ts").name).toBe("@mieb/model-blip");
  });
});
