import { fileURLToPath } from "node:url";
import { parsePlugin } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { describeModel } from "@mieb/testing";
import { expect, it } from "vitest";
import plugin from "../src/index.ts";
import { nomicFamily } from "../src/nomic-family.ts";

describeModel("tiny-nomic", async () => {
  const repository = await openHub().model(fileURLToPath(new URL("fixtures/tiny-nomic", import.meta.url)));
  const model = await nomicFamily.open({ reference: repository.name, repository });
  return model.load({ dtype: "fp32", device: "cpu" });
});

it("is a valid plugin", () => {
  expect(parsePlugin(plugin, "index.ts").name).toBe("@mieb/model-nomic");
});
