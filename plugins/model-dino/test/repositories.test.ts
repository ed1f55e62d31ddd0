import { cpSync, rmSync } from "node:fs";
import type { Encoder } from "@mieb/core";
import { encodeOptions, imageInputs, repositoryCopy, textInputs } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import { dinoFamily, dinoMeanFamily } from "../src/dino-family.ts";

const { at, candidate, matches, open, writeJson } = repositoryCopy(
  dinoFamily,
  new URL("fixtures/tiny-dinov2", import.meta.url),
);
const load = async (): Promise<Encoder> => (await open()).load({ dtype: "fp32", device: "cpu", threads: 1 });
const otherGraph = new URL("../../../packages/onnx/test/fixtures/graphs/half.onnx", import.meta.url);

describe("match", () => {
  it.each(["dinov2", "dinov2_with_registers", "dinov3_vit", "vit"])("claims the model type %s", async (type) => {
    writeJson("config.json", { model_type: type });
    expect(await matches()).toBe(true);
  });

  it.each([{ model_type: "clip" }, { model_type: "constructor" }, {}, []])("leaves %j to others", async (config) => {
    writeJson("config.json", config);
    expect(await matches()).toBe(false);
  });

  it("never claims for the mean: it has to be asked for", async () => {
    expect(await dinoMeanFamily.match(await candidate())).toBe(false);
    expect(await dinoFamily.match({ reference: "python:dino", scheme: "python" })).toBe(false);
  });
});

describe("open", () => {
  it("describes an image-only model", async () => {
    expect((await open()).metadata).toMatchObject({ modalities: ["image"], similarity: "cosine", embedDimension: 48 });
    expect((await open()).metadata.experiment).toBeUndefined();
  });

  it("marks the mean as an experiment of its own", async () => {
    expect((await dinoMeanFamily.open(await candidate())).metadata.experiment).toEqual({ pooling: "mean" });
  });

  it.each([
    ["dinov2", 768],
    ["dinov3_vit", 384],
    ["vit", 768],
  ])("knows the dimension a %s configuration leaves out", async (type, dimension) => {
    writeJson("config.json", { model_type: type });
    expect((await open()).metadata.embedDimension).toBe(dimension);
  });

  it.each([
    ["no config.json", () => rmSync(at("config.json")), "MODEL_FILES_MISSING", "config.json"],
    ["no ONNX files", () => rmSync(at("onnx/model.onnx")), "MODEL_FILES_MISSING", "no ONNX files"],
    [
      "another model type, by --model-family",
      () => writeJson("config.json", { model_type: "resnet" }),
      "MODEL_NO_FAMILY",
      "model_type",
    ],
    [
      "a hidden size that is no number",
      () => writeJson("config.json", { model_type: "vit", hidden_size: "big" }),
      "MODEL_INVALID_FILE",
      "hidden_size",
    ],
  ])("refuses %s", async (_, damage, code, named) => {
    damage();
    await expect(open()).rejects.toMatchObject({ code, message: expect.stringContaining(named) });
  });
});

describe("load", () => {
  it("names the outputs of a graph that was exported for another task", async () => {
    cpSync(otherGraph, at("onnx/model.onnx"));
    await expect(load()).rejects.toMatchObject({
      code: "MODEL_INVALID_FILE",
      message: expect.stringContaining('no output "last_hidden_state"; it has'),
      hint: expect.stringContaining("--task feature-extraction"),
    });
  });

  it("refuses texts by name", async () => {
    const encoder = await load();
    await expect(encoder.encode(textInputs().slice(0, 1), encodeOptions)).rejects.toMatchObject({
      code: "MODEL_MODALITY_MISSING",
    });
    await encoder[Symbol.asyncDispose]?.();
  });

  it("uses the values of the processor's class where the file leaves them out", async () => {
    const [image] = imageInputs();
    const given = { size: { shortest_edge: 64 }, crop_size: { height: 56, width: 56 } };
    const full = { ...given, resample: 3, do_center_crop: true, image_mean: [0.48145466, 0.4578275, 0.40821073] };
    const vectors: number[][] = [];
    for (const config of [given, { ...full, image_std: [0.26862954, 0.26130258, 0.27577711] }]) {
      writeJson("preprocessor_config.json", config);
      const encoder = await load();
      vectors.push([...(await encoder.encode(image ? [image] : [], encodeOptions)).values]);
      await encoder[Symbol.asyncDispose]?.();
    }
    expect(vectors[0]).toEqual(vectors[1]);
  });

  it("knows its fingerprint before loading, which follows weights, processor and dtype", async () => {
    const fingerprint = async (dtype = "fp32"): Promise<string | undefined> =>
      (await (await open()).describe?.({ dtype, device: "cpu" }))?.fingerprint;
    const encoder = await load();
    const seen = [await fingerprint()];
    expect(encoder.fingerprint).toBe(seen[0]);
    await encoder[Symbol.asyncDispose]?.();
    cpSync(at("onnx/model.onnx"), at("onnx/model_fp16.onnx"));
    seen.push(await fingerprint("fp16"));
    writeJson("preprocessor_config.json", {});
    seen.push(await fingerprint());
    expect(new Set(seen).size).toBe(3);
  });
});
