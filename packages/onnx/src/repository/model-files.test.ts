import { describe, expect, it } from "vitest";
import { repositoryOf } from "../../test/repository-of.ts";
import { externalDataFiles, findGraphFile, graphFilesMissing, readModelJson } from "./model-files.ts";

describe("findGraphFile", () => {
  it("looks in onnx/ before the root", () => {
    expect(findGraphFile(repositoryOf({ "model.onnx": "", "onnx/model.onnx": "" }), "model", "fp32")).toBe(
      "onnx/model.onnx",
    );
    expect(findGraphFile(repositoryOf({ "model_fp16.onnx": "" }), "model", "fp16")).toBe("model_fp16.onnx");
    expect(findGraphFile(repositoryOf({ "onnx/model.onnx": "" }), "model", "q8")).toBeUndefined();
  });

  it("lists the dtypes there are for one that is not", () => {
    expect(() => findGraphFile(repositoryOf({}), "model", "fp8")).toThrow(
      expect.objectContaining({ code: "USAGE_INVALID_ARGUMENT", message: expect.stringContaining("q4f16") }),
    );
  });
});

describe("externalDataFiles", () => {
  it("finds the weights beside a graph and no other graph's", () => {
    const files = ["onnx/model.onnx", "onnx/model.onnx_data", "onnx/model.onnx_data_1", "onnx/model_fp16.onnx_data"];
    const repository = repositoryOf(Object.fromEntries(files.map((file) => [file, ""])));
    expect(externalDataFiles(repository, "onnx/model.onnx")).toEqual([
      "onnx/model.onnx_data",
      "onnx/model.onnx_data_1",
    ]);
  });
});

describe("graphFilesMissing", () => {
  it("gives the export command for a repository without ONNX files", () => {
    const { code, message, commands } = graphFilesMissing(
      repositoryOf({ "model.safetensors": "" }),
      { graphs: ["text_model", "model"] },
      "fp32",
    );
    expect({ code, message }).toEqual({
      code: "MODEL_FILES_MISSING",
      message:
        "owner/model: expected onnx/text_model.onnx or onnx/model.onnx for dtype fp32; it has no ONNX files, only weights (model.safetensors).",
    });
    expect(commands).toEqual([
      'pip install "optimum-onnx[onnxruntime]"',
      "optimum-cli export onnx --model owner/model --task feature-extraction ./model",
    ]);
  });

  it("names the model that a plugin's table led from, not its conversion", () => {
    const conversion = { ...repositoryOf({}), original: "openai/clip" };
    const { commands } = graphFilesMissing(conversion, { graphs: ["model"] }, "fp32");
    expect(commands?.[1]).toContain("--model openai/clip --task");
  });

  it("gives the command of the family's own recipe", () => {
    const missing = { graphs: ["model"], exportCommand: "python tools/export/other.py MODEL FOLDER" };
    expect(graphFilesMissing(repositoryOf({}), missing, "fp32")).toMatchObject({
      hint: expect.stringContaining("in a checkout of MIEB") as string,
      commands: [
        "pip install torch torchvision transformers sentencepiece onnx onnxruntime onnxscript",
        "python tools/export/other.py owner/model ./model",
      ],
    });
  });

  it("names the files and dtypes that are there", () => {
    const { message, hint } = graphFilesMissing(
      repositoryOf({ "onnx/model_quantized.onnx": "" }),
      { graphs: ["model"] },
      "fp16",
    );
    expect(message).toContain("its ONNX files are onnx/model_quantized.onnx");
    expect(hint).toContain("--dtype that is there (q8)");
  });
});

describe("readModelJson", () => {
  it("tells a missing file from one that is not JSON", async () => {
    const repository = repositoryOf({ "tokenizer.json": "{" });
    await expect(readModelJson(repository, "config.json", "hint")).rejects.toMatchObject({
      code: "MODEL_FILES_MISSING",
      hint: "hint",
    });
    await expect(readModelJson(repository, "tokenizer.json", "hint")).rejects.toMatchObject({
      code: "MODEL_INVALID_FILE",
    });
  });
});
