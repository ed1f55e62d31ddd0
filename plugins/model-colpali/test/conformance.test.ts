import { fileURLToPath } from "node:url";
import { parsePlugin } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { describeModel } from "@mieb/testing";
import { expect, it } from "vitest";
import { colpaliFamily } from "../src/colpali-family.ts";
import plugin from "../src/index.ts";

describeModel("tiny-colpali", async () => {
  const repository = await openHub().model(fileURLToPath(new URL("fixtures/tiny-colpali", import.meta.url)));
  const model = await colpaliFamily.open({ reference: repository.name, repository });
  return model.load({ dtype: "fp32", device: "cpu" });
});

it("is a valid plugin", () => {
  expect(parsePlugin(plugin, "index.ts").name).toBe("@mieb/model-colpali");
});
