import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parsePlugin, type Encoder } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { imagePreprocessor, pixelTensor, textTokenizer } from "@mieb/onnx";
import { describeModel, describeOriginal, type OriginalAnswers } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import { alignFamily } from "../src/align-family.ts";
import { readEfficientNetProcessor } from "../src/efficient-net-processor.ts";
import plugin from "../src/index.ts";

const fixture = new URL("fixtures/tiny-align/", import.meta.url);
const json = (file: string): unknown => JSON.parse(readFileSync(new URL(file, fixture), "utf8"));

async function load(): Promise<Encoder> {
  const repository = await openHub().model(fileURLToPath(fixture));
  expect(await alignFamily.match({ reference: "tiny-align", repository })).toBe(true);
  const model = await alignFamily.open({ reference: "tiny-align", repository });
  return model.load({ dtype: "fp32", device: "cpu" });
}

const tokenizer = textTokenizer({
  tokenizer: json("tokenizer.json"),
  config: json("tokenizer_config.json"),
  maxPositions: 64,
});

describeModel("tiny-align", load);

describeOriginal("tiny-align", {
  answers: json("expected.json") as OriginalAnswers,
  images: new URL("../../../packages/onnx/test/fixtures/images/", import.meta.url),
  load,
  async pixels(input) {
    const repository = await openHub().model(fileURLToPath(fixture));
    const preprocessor = imagePreprocessor(await readEfficientNetProcessor(repository));
    return pixelTensor([input], { preprocessor, conversion: "native" });
  },
  tokenIds: (text) => tokenizer.encode([text]).inputIds,
});

describe("the plugin", () => {
  it("is valid", () => {
    expect(parsePlugin(plugin, "index.ts").name).toBe("@mieb/model-align");
  });
});
