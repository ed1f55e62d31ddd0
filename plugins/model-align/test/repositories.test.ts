import { describeModelFamily, repositoryCopy } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import { alignFamily } from "../src/align-family.ts";

const fixture = new URL("fixtures/tiny-align", import.meta.url);

describeModelFamily(alignFamily, {
  fixture,
  otherType: "altclip",
  invalid: { config: { model_type: "align", projection_dim: "wide" }, field: "projection_dim" },
  exportCommand: "python tools/export/two_towers.py",
});

describe("alignFamily", () => {
  const { open, remove, writeJson } = repositoryCopy(alignFamily, fixture);

  it("fills in what published configurations leave out", async () => {
    writeJson("config.json", { model_type: "align", vision_config: { image_size: 289 } });
    expect((await open()).metadata).toMatchObject({ embedDimension: 640, maxTokens: 64, similarity: "cosine" });
  });

  it("needs no image processor for texts alone", async () => {
    remove("onnx/vision_model.onnx", "preprocessor_config.json");
    expect((await open()).metadata.modalities).toEqual(["text"]);
  });

  it("refuses a processor that normalises twice", async () => {
    writeJson("preprocessor_config.json", { include_top: true });
    await expect(open()).rejects.toMatchObject({
      code: "MODEL_INVALID_FILE",
      message: expect.stringContaining("do_normalize with rescale_offset or include_top"),
    });
  });
});
