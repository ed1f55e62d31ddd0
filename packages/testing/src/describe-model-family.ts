import { writeFileSync } from "node:fs";
import type { ModelFamily } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { repositoryCopy } from "./repository-copy.ts";

export interface ModelFamilyOptions {
  /** Folder of a repository that the family opens. */
  readonly fixture: URL;
  /** A `model_type` that is another family's, however alike. */
  readonly otherType: string;
  /** A config.json with a value that cannot be, and the path of its field. */
  readonly invalid: { readonly config: unknown; readonly field: string };
  /** Part of the command that makes the ONNX files of a repository of weights. */
  readonly exportCommand: string;
}

/** Suite of how a family that knows its repositories by the model type in config.json meets those it cannot use. */
export function describeModelFamily(family: ModelFamily, options: ModelFamilyOptions): void {
  describe(`${family.name}, the family,`, () => {
    const copy = repositoryCopy(family, options.fixture);

    it("claims by the model type in config.json alone", async () => {
      expect(await copy.matches()).toBe(true);
      for (const config of [{ model_type: options.otherType }, {}, []]) {
        copy.writeJson("config.json", config);
        expect(await copy.matches()).toBe(false);
      }
      copy.remove("config.json");
      expect(await copy.matches()).toBe(false);
      expect(await family.match({ reference: `python:${family.name}`, scheme: "python" })).toBe(false);
    });

    it("names the field of config.json that is wrong", async () => {
      copy.writeJson("config.json", options.invalid.config);
      await expect(copy.open()).rejects.toMatchObject({
        code: "MODEL_INVALID_FILE",
        message: expect.stringContaining(options.invalid.field),
      });
    });

    it("says how to export a repository of weights", async () => {
      copy.remove("onnx");
      writeFileSync(copy.at("pytorch_model.bin"), "");
      await expect(copy.open()).rejects.toMatchObject({
        code: "MODEL_FILES_MISSING",
        message: expect.stringContaining("only weights (pytorch_model.bin)"),
        commands: expect.arrayContaining([expect.stringContaining(options.exportCommand)]),
      });
    });
  });
}
