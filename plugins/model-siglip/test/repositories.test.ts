import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Model, ModelCandidate } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { siglipFamily } from "../src/siglip-family.ts";

let folder: string;
const at = (file: string): string => join(folder, file);
const writeConfig = (config: unknown): void => writeFileSync(at("config.json"), JSON.stringify(config));
const candidate = async (): Promise<ModelCandidate> => ({
  reference: folder,
  repository: await openHub().model(folder),
});
const open = async (): Promise<Model> => siglipFamily.open(await candidate());
const matches = async (): Promise<boolean> => siglipFamily.match(await candidate());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mieb-siglip-"));
  cpSync(fileURLToPath(new URL("fixtures/tiny-siglip", import.meta.url)), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("siglipFamily.match", () => {
  it("claims by the model type in config.json alone", async () => {
    expect(await matches()).toBe(true);
    writeConfig({ model_type: "clip" });
    expect(await matches()).toBe(false);
    writeConfig([]);
    expect(await matches()).toBe(false);
    rmSync(at("config.json"));
    expect(await matches()).toBe(false);
    expect(await siglipFamily.match({ reference: "python:siglip", scheme: "python" })).toBe(false);
  });
});

describe("siglipFamily.open", () => {
  it("describes the model from its files", async () => {
    expect((await open()).metadata).toMatchObject({
      modalities: ["image", "text"],
      similarity: "cosine",
      embedDimension: 48,
      maxTokens: 24,
    });
  });

  it("fills in what published configurations leave out", async () => {
    // google/siglip2-base-patch16-512 in full.
    writeConfig({
      initializer_factor: 1,
      model_type: "siglip",
      text_config: { model_type: "siglip_text_model", vocab_size: 256_000 },
      vision_config: { image_size: 512, model_type: "siglip_vision_model" },
    });
    expect((await open()).metadata).toMatchObject({ embedDimension: 768, maxTokens: 64 });
  });

  it("takes a repository of the image tower alone", async () => {
    for (const file of ["onnx/text_model.onnx", "tokenizer.json", "tokenizer_config.json"]) rmSync(at(file));
    const { metadata } = await open();
    expect([metadata.modalities, metadata.maxTokens]).toEqual([["image"], null]);
  });

  it("says of NaFlex checkpoints what they are and what to take instead", async () => {
    writeConfig({ model_type: "siglip2", vision_config: { num_patches: 256 } });
    expect(await matches()).toBe(true);
    await expect(open()).rejects.toMatchObject({
      code: "MODEL_NO_FAMILY",
      message: expect.stringContaining("NaFlex"),
      hint: expect.stringContaining("google/siglip2-base-patch16-224"),
    });
  });

  it("names the field of config.json that is wrong", async () => {
    writeConfig({ model_type: "siglip", text_config: { max_position_embeddings: "x" } });
    await expect(open()).rejects.toMatchObject({
      code: "MODEL_INVALID_FILE",
      message: expect.stringContaining("text_config.max_position_embeddings"),
    });
  });

  it("says how to export a repository without ONNX files", async () => {
    rmSync(at("onnx"), { recursive: true });
    await expect(open()).rejects.toMatchObject({
      code: "MODEL_FILES_MISSING",
      hint: expect.stringContaining("optimum-cli export onnx"),
    });
  });
});
