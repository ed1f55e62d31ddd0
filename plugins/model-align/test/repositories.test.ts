import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Model, ModelCandidate } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { alignFamily } from "../src/align-family.ts";

let folder: string;
const at = (file: string): string => join(folder, file);
const writeConfig = (config: unknown): void => writeFileSync(at("config.json"), JSON.stringify(config));
const candidate = async (): Promise<ModelCandidate> => ({
  reference: folder,
  repository: await openHub().model(folder),
});
const open = async (): Promise<Model> => alignFamily.open(await candidate());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mieb-align-"));
  cpSync(fileURLToPath(new URL("fixtures/tiny-align", import.meta.url)), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("alignFamily", () => {
  it("claims by the model type alone", async () => {
    writeConfig({ model_type: "altclip" });
    expect(await alignFamily.match(await candidate())).toBe(false);
    rmSync(at("config.json"));
    expect(await alignFamily.match(await candidate())).toBe(false);
    expect(await alignFamily.match({ reference: "python:align", scheme: "python" })).toBe(false);
  });

  it("fills in what published configurations leave out", async () => {
    writeConfig({ model_type: "align", vision_config: { image_size: 289 } });
    expect((await open()).metadata).toMatchObject({ embedDimension: 640, maxTokens: 64, similarity: "cosine" });
  });

  it("names the field of config.json that is wrong", async () => {
    writeConfig({ model_type: "align", projection_dim: "wide" });
    await expect(open()).rejects.toMatchObject({
      code: "MODEL_INVALID_FILE",
      message: expect.stringContaining("projection_dim"),
    });
  });

  it("says how to export a repository of weights", async () => {
    rmSync(at("onnx"), { recursive: true });
    writeFileSync(at("pytorch_model.bin"), "");
    await expect(open()).rejects.toMatchObject({
      code: "MODEL_FILES_MISSING",
      message: expect.stringContaining("only weights (pytorch_model.bin)"),
      hint: expect.stringContaining("python tools/export/two_towers.py"),
    });
  });

  it("needs no image processor for texts alone", async () => {
    for (const file of ["onnx/vision_model.onnx", "preprocessor_config.json"]) rmSync(at(file));
    expect((await open()).metadata.modalities).toEqual(["text"]);
  });

  it("refuses a processor that normalises twice", async () => {
    writeFileSync(at("preprocessor_config.json"), JSON.stringify({ include_top: true }));
    await expect(open()).rejects.toMatchObject({
      code: "MODEL_INVALID_FILE",
      message: expect.stringContaining("do_normalize with rescale_offset or include_top"),
    });
  });
});
