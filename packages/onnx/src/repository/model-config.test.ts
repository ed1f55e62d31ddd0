import { describe, expect, it } from "vitest";
import { z } from "zod";
import { repositoryOf } from "../../test/repository-of.ts";
import { configOfModel, modelTypeOf } from "./model-config.ts";

describe("modelTypeOf", () => {
  it("is empty where config.json is missing or says none", async () => {
    const types = [{ "config.json": '{"model_type":"clip"}' }, { "config.json": "[]" }, {}].map((files) =>
      modelTypeOf(repositoryOf(files as Record<string, string>)),
    );
    expect(await Promise.all(types)).toEqual(["clip", "", ""]);
  });
});

describe("configOfModel", () => {
  const schema = z.object({ text: z.object({ width: z.int().positive().default(8) }).prefault({}) });

  it("fills in the class's values", async () => {
    expect(await configOfModel(repositoryOf({ "config.json": "{}" }), schema)).toEqual({ text: { width: 8 } });
  });

  it("does not blame the file when a family was insisted on that reads another type", async () => {
    const repository = repositoryOf({ "config.json": '{"model_type":"clip"}' });
    await expect(configOfModel(repository, z.object({ model_type: z.literal("siglip") }))).rejects.toMatchObject({
      code: "MODEL_NO_FAMILY",
      message: "owner/model: the family does not read model_type clip, as config.json has it.",
      hint: expect.stringContaining("--model-family"),
    });
  });

  it("names repository, file and field", async () => {
    const repository = repositoryOf({ "other.json": '{"text":{"width":"wide"}}' });
    await expect(configOfModel(repository, schema, "other.json")).rejects.toMatchObject({
      code: "MODEL_INVALID_FILE",
      message: expect.stringMatching(/^owner\/model: other.json, field text.width: /),
    });
    await expect(configOfModel(repository, schema)).rejects.toMatchObject({
      code: "MODEL_FILES_MISSING",
      message: "owner/model has no config.json.",
    });
  });
});
