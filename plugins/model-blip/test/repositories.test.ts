import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Model, ModelCandidate } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { blipFamily } from "../src/blip-family.ts";

let folder: string;
const at = (file: string): string => join(folder, file);
const writeConfig = (config: unknown): void => writeFileSync(at("config.json"), JSON.stringify(config));
const candidate = async (): Promise<ModelCandidate> => ({
  reference: folder,
  repository: await openHub().model(folder),
});
const open = async (): Promise<Model> => blipFamily.open(await candidate());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mieb-blip-"));
  cpSync(fileURLToPath(new URL("fixtures/tiny-blip", import.meta.url)), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("blipFamily", () => {
  it("claims by the model type alone", async () => {
    writeConfig({ model_type: "blip-2" });
    expect(await blipFamily.match(await candidate())).toBe(false);
    rmSync(at("config.json"));
    expect(await blipFamily.match(await candidate())).toBe(false);
    expect(await blipFamily.match({ reference: "python:blip", scheme: "python" })).toBe(false);
  });

  it("fills in what published configurations leave out", async () => {
    writeConfig({ model_type: "blip", vision_config: { image_size: 384 } });
    expect((await open()).metadata).toMatchObject({ embedDimension: 256, maxTokens: 512, similarity: "cosine" });
  });

  it("names the field of config.json that is wrong", async () => {
    writeConfig({ model_type: "blip", image_text_hidden_size: "wide" });
    await expect(open()).rejects.toMatchObject({
      code: "MODEL_INVALID_FILE",
      message: expect.stringContaining("image_text_hidden_size"),
    });
  });

  it("says how to export a repository of weights", async () => {
    rmSync(at("onnx"), { recursive: true });
    writeFileSync(at("pytorch_model.bin"), "");
    await expect(open()).rejects.toMatchObject({
      code: "MODEL_FILES_MISSING",
      message: expect.stringContaining("only weights (pytorch_model.bin)"),
      hint: expect.stringContaining("python tools/export/blip.py"),
    });
  });
});
