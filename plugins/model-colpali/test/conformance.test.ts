import { fileURLToPath } from "node:url";
import { parsePlugin } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { describeModel } from "@mieb/testing";
import { expect, it } from "vitest";
import { colpaliFamily } from "../src/colpali-family.ts";
import { colqwen2Family } from "../src/colqwen2-family.ts";
import plugin from "../src/index.ts";

describeModel("tiny-colpali", async () => {
  const repository = await openHub().model(fileURLToPath(new URL("fixtures/tiny-colpali", import.meta.url)));
  const model = await colpaliFamily.open({ reference: repository.name, repository });
  return model.load({ dtype: "fp32", device: "cpu" });
});

describeModel("tiny-colqwen2", async () => {
  const repository = await openHub().model(fileURLToPath(new URL("fixtures/tiny-colqwen2", import.meta.url)));
  const model = await colqwen2Family.open({ reference: repository.name, repository });
  return model.load({ dtype: "fp32", device: "cpu" });
});

it("is a valid plugin", () => {
  expect(parsePlugin(plugin, "index.ts").name).toBe("@mieb/model-colpali");
});

it("needs the files that are there, and refuses a device that no machine has", async () => {
  const repository = await openHub().model(fileURLToPath(new URL("fixtures/tiny-colpali", import.meta.url)));
  const model = await colpaliFamily.open({ reference: repository.name, repository });
  const needs = model.neededFiles?.("fp32") ?? [];
  expect(needs.map(({ anyOf }) => anyOf.find((file) => repository.files.includes(file)))).toEqual([
    "onnx/vision_model.onnx",
    "processor_config.json",
    "onnx/text_model.onnx",
    "tokenizer.json",
    "tokenizer_config.json",
  ]);
  await expect(model.describe?.({ dtype: "fp32", device: "abacus" })).rejects.toThrow(/abacus/);
});
