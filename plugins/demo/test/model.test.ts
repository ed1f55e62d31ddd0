import { readFileSync } from "node:fs";
import { Tokenizer } from "@huggingface/tokenizers";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { demoModel } from "../src/demo-model.ts";

/** Written by tools/demo/export.py: texts, their token ids by Python's tokenizers, and vectors of the PyTorch module. */
interface Fixture {
  readonly texts: readonly {
    readonly text: string;
    readonly ids: readonly number[];
    readonly vector: readonly number[];
  }[];
  /** Vector of an image whose value at flat index i is sin(i / 100). */
  readonly image: readonly number[];
}

const file = (path: string): URL => new URL(path, demoModel.repository);
const json = (url: URL): unknown => JSON.parse(readFileSync(url, "utf8"));
const fixture = json(new URL("fixtures/vectors.json", import.meta.url)) as Fixture;
const dimension = demoModel.metadata?.embedDimension;

async function run(name: string, input: string, tensor: Tensor): Promise<Tensor> {
  const session = await InferenceSession.create(readFileSync(file(`onnx/${name}.onnx`)));
  const outputs = await session.run({ [input]: tensor });
  return outputs[session.outputNames[0] ?? ""] as Tensor;
}

const ids = (rows: readonly (readonly number[])[]): Tensor =>
  new Tensor("int64", BigInt64Array.from(rows.flat(), BigInt), [rows.length, rows[0]?.length ?? 0]);

function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 3);
}

describe("demo model", () => {
  it("says of itself what the clip family looks for", () => {
    expect(json(file("config.json"))).toMatchObject({ model_type: "clip", projection_dim: dimension });
    expect(json(file("tokenizer_config.json"))).toMatchObject({ model_max_length: demoModel.metadata?.maxTokens });
  });

  it("gives the token ids of Python's tokenizers, whatever the script", () => {
    const tokenizer = new Tokenizer(
      json(file("tokenizer.json")) as object,
      json(file("tokenizer_config.json")) as object,
    );
    for (const { text, ids: expected } of fixture.texts) expect(tokenizer.encode(text).ids, text).toEqual(expected);
  });

  it("embeds texts as the trained module, at any padding", async () => {
    for (const { ids: tokens, vector } of fixture.texts) {
      const padding = Array.from({ length: 5 }, () => tokens.at(-1) ?? 0);
      const alone = await run("text_model", "input_ids", ids([tokens]));
      const padded = await run("text_model", "input_ids", ids([[...tokens, ...padding]]));
      expect(alone.dims).toEqual([1, dimension]);
      expectClose(alone.data as Float32Array, vector);
      expectClose(padded.data as Float32Array, vector);
    }
  });

  it("embeds images as the trained module, each row alike", async () => {
    const pixels = Float32Array.from({ length: 2 * 3 * 64 * 64 }, (_, i) => Math.sin((i % (3 * 64 * 64)) / 100));
    const images = await run("vision_model", "pixel_values", new Tensor("float32", pixels, [2, 3, 64, 64]));
    expect(images.dims).toEqual([2, dimension]);
    expectClose((images.data as Float32Array).subarray(0, dimension ?? 0), fixture.image);
    expectClose((images.data as Float32Array).subarray(dimension ?? 0), fixture.image);
  });
});
