import { existsSync } from "node:fs";
import type { ModelRepository, Plugin } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { pluginFor } from "../src/index.ts";

describe("pluginFor", () => {
  it.each([
    "align",
    "blip",
    "clip",
    "colpali",
    "jina_clip",
    "siglip",
    "dinov2",
    "dinov2_with_registers",
    "dinov3_vit",
    "vit",
  ])("names the plugin that claims repositories of type %s", async (modelType) => {
    const folder = new URL(`../../../plugins/${pluginFor(modelType)?.replace("@mieb/", "")}/`, import.meta.url);
    expect(existsSync(folder)).toBe(true);
    const { default: plugin } = (await import(new URL("src/index.ts", folder).href)) as { default: Plugin };
    const repository = { files: ["config.json"], readJson: async () => ({ model_type: modelType }) };
    const claims = await Promise.all(
      (plugin.modelFamilies ?? []).map((family) =>
        family.match({ reference: "acme/model", repository: repository as unknown as ModelRepository }),
      ),
    );
    expect(claims).toContain(true);
  });

  it("is undefined for types that no plugin takes", () => {
    expect([pluginFor("llava"), pluginFor("toString")]).toEqual([undefined, undefined]);
  });
});
