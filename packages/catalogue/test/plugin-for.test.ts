import { existsSync } from "node:fs";
import type { ModelRepository, Plugin } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { pluginFor, pluginForOpenClip } from "../src/index.ts";

describe("pluginFor", () => {
  it.each([
    "align",
    "blip",
    "clip",
    "metaclip_2",
    "colpali",
    "colqwen2",
    "jina_clip",
    "nomic_bert",
    "siglip",
    "dinov2",
    "dinov2_with_registers",
    "dinov3_vit",
    "vit",
  ])("names the plugin that claims repositories of type %s", async (modelType) => {
    const folder = new URL(`../../../plugins/${pluginFor(modelType)?.replace("@mieb/", "")}/`, import.meta.url);
    expect(existsSync(folder)).toBe(true);
    const { default: plugin } = (await import(new URL("src/index.ts", folder).href)) as { default: Plugin };
    const repository = {
      files: ["config.json", "preprocessor_config.json"],
      readJson: async () => ({ model_type: modelType }),
    };
    const claims = await Promise.all(
      (plugin.modelFamilies ?? []).map((family) =>
        family.match({ reference: "acme/model", repository: repository as unknown as ModelRepository }),
      ),
    );
    expect(claims).toContain(true);
  });

  it.each([
    ["bert", ["modules.json", "config.json"], "@mieb/model-sentence-transformers"],
    ["", ["modules.json", "0_CLIPModel/config.json"], "@mieb/model-sentence-transformers"],
    ["clip", ["modules.json", "preprocessor_config.json"], "@mieb/model-sentence-transformers"],
    ["jina_clip", ["modules.json", "preprocessor_config.json"], "@mieb/model-jina-clip"],
    ["bert", ["config.json"], undefined],
  ])("of type %j with %j is %s", (modelType, files, plugin) => {
    expect(pluginFor(modelType, files)).toBe(plugin);
  });

  it.each([
    ["ViT-H-14-378-quickgelu", "@mieb/model-clip"],
    ["vit_base_patch16_siglip_224", "@mieb/model-clip"],
    ["eva02_base_patch16_clip_224", "@mieb/model-eva-clip"],
  ])("in OpenCLIP's layout with the tower %s is %s", (tower, plugin) => {
    expect(pluginForOpenClip(tower)).toBe(plugin);
  });

  it("is undefined for types that no plugin takes", () => {
    expect([pluginFor("llava"), pluginFor("toString")]).toEqual([undefined, undefined]);
  });
});
