import { publishedModels } from "@mieb/catalogue";
import { describe, expect, it } from "vitest";
import { installed } from "../installed.ts";
import { publishedLayouts } from "./published-layouts.ts";
import { waysToRun } from "./ways-to-run.ts";

const { registry } = installed();

function waysOf(name: string): readonly string[] {
  const model = publishedModels.find((published) => published.name === name);
  if (!model) throw new Error(`${name} is not in the catalogue`);
  return waysToRun(model, registry).map(({ kind, converted }) =>
    converted === undefined ? kind : `${kind} ${converted}`,
  );
}

describe("ways to run", () => {
  it.each([
    ["openai/clip-vit-base-patch32", ["onnx", "python"]],
    ["QuanSun/EVA02-CLIP-B-16", ["export timm/eva02_base_patch16_clip_224.merged2b_s8b_b131k", "python"]],
    ["Salesforce/blip-image-captioning-base", ["python"]],
    ["Salesforce/blip-itm-base-coco", ["export Salesforce/blip-itm-base-coco", "python"]],
    ["intfloat/multilingual-e5-small", ["onnx", "python"]],
    ["jinaai/jina-clip-v1", ["onnx", "python"]],
    ["nomic-ai/nomic-embed-vision-v1.5", ["onnx", "python"]],
    ["vidore/colpali-v1.1", ["python"]],
    ["vidore/colpali-v1.3", ["export vidore/colpali-v1.3-hf", "python"]],
    ["vidore/colqwen2-v1.0", ["export vidore/colqwen2-v1.0", "python"]],
    ["vidore/colqwen2.5-v0.2", ["python"]],
  ])("%s: %j", (name, ways) => expect(waysOf(name)).toEqual(ways));

  it("are found for every model whose vectors anything can make", () => {
    const without = publishedModels.filter((model) => model.embeds && waysToRun(model, registry).length === 0);
    expect(without).toEqual([]);
  });

  it("know layouts of published models alone, and families that there are", () => {
    const names = publishedModels.map(({ name }) => name);
    for (const [name, { graphs }] of Object.entries(publishedLayouts)) {
      expect(names).toContain(name);
      if (graphs) expect(registry.modelFamilies.ownerOf(graphs.family)).toBe(graphs.plugin);
    }
  });
});
