import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Model, ModelCandidate } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { jinaClipFamily } from "../src/jina-clip-family.ts";

let folder: string;
const at = (file: string): string => join(folder, file);
const writeConfig = (config: unknown): void => writeFileSync(at("config.json"), JSON.stringify(config));
const candidate = async (): Promise<ModelCandidate> => ({
  reference: folder,
  repository: await openHub().model(folder),
});
const open = async (): Promise<Model> => jinaClipFamily.open(await candidate());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mieb-jina-clip-"));
  cpSync(fileURLToPath(new URL("fixtures/tiny-v1", import.meta.url)), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("jinaClipFamily", () => {
  it("claims by the model type alone", async () => {
    writeConfig({ model_type: "clip" });
    expect(await jinaClipFamily.match(await candidate())).toBe(false);
    rmSync(at("config.json"));
    expect(await jinaClipFamily.match(await candidate())).toBe(false);
    expect(await jinaClipFamily.match({ reference: "python:jina", scheme: "python" })).toBe(false);
  });

  it("describes the model from its files", async () => {
    writeConfig({ model_type: "jina_clip", projection_dim: 1024 });
    expect((await open()).metadata).toMatchObject({
      embedDimension: 1024,
      maxTokens: 512,
      modalities: ["image", "text"],
    });
  });

  it("needs no image processor for texts alone", async () => {
    for (const file of ["onnx/vision_model.onnx", "preprocessor_config.json"]) rmSync(at(file));
    expect((await open()).metadata.modalities).toEqual(["text"]);
  });

  it.each([
    [{ truncate_dim: 256 }, "truncate_dim"],
    [{ text_config: { default_instruction_task: "retrieval.query" } }, "text_config.default_instruction_task"],
  ])("refuses what would change vectors behind its back: %j", async (fields, named) => {
    writeConfig({ model_type: "jina_clip", ...fields });
    await expect(open()).rejects.toMatchObject({
      code: "MODEL_INVALID_FILE",
      message: expect.stringContaining(named),
    });
  });

  it("says how to export a repository of weights", async () => {
    rmSync(at("onnx"), { recursive: true });
    writeFileSync(at("model.safetensors"), "");
    await expect(open()).rejects.toMatchObject({
      code: "MODEL_FILES_MISSING",
      message: expect.stringContaining("only weights (model.safetensors)"),
      hint: expect.stringContaining("python tools/export/jina_clip.py"),
    });
  });
});
