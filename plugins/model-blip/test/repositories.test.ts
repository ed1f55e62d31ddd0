import { describeModelFamily, repositoryCopy } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import { blipFamily } from "../src/blip-family.ts";

const fixture = new URL("fixtures/tiny-blip", import.meta.url);

describeModelFamily(blipFamily, {
  fixture,
  otherType: "blip-2",
  invalid: { config: { model_type: "blip", image_text_hidden_size: "wide" }, field: "image_text_hidden_size" },
  exportCommand: "python tools/export/blip.py",
});

describe("blipFamily", () => {
  const { open, writeJson } = repositoryCopy(blipFamily, fixture);

  it("fills in what published configurations leave out", async () => {
    writeJson("config.json", { model_type: "blip", vision_config: { image_size: 384 } });
    expect((await open()).metadata).toMatchObject({ embedDimension: 256, maxTokens: 512, similarity: "cosine" });
  });
});
