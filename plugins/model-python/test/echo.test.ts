import { fileURLToPath } from "node:url";
import type { EncodeOptions, Encoder, EncoderInput, Model } from "@mieb/core";
import { encodeOptions, imageInputs, sampleMetadata, textInputs } from "@mieb/testing";
import { afterAll, describe, expect, it } from "vitest";
import { parseReference } from "../src/parse-reference.ts";
import { openPythonModel } from "../src/python-model.ts";
import { noTestPython, testPython } from "./test-python.ts";

const python = testPython();
const file = fileURLToPath(new URL("fixtures/echo_models.py", import.meta.url));
const encoders: Encoder[] = [];
afterAll(async () => {
  await Promise.all(encoders.map((encoder) => encoder[Symbol.asyncDispose]?.()));
});

const openModel = (name: string): Promise<Model> =>
  openPythonModel(parseReference(`python:${name}`), { MIEB_PYTHON: python });

async function loadEcho(name: string): Promise<{ encoder: Encoder; lines: readonly string[] }> {
  const lines: string[] = [];
  const model = await openModel(`${file}:${name}`);
  const encoder = await model.load({ dtype: "fp32", device: "cpu", onOutput: (line) => lines.push(line) });
  encoders.push(encoder);
  return { encoder, lines };
}

const sameTask: EncodeOptions = { ...encodeOptions, task: { ...sampleMetadata, name: "Unknown" } };

async function rowsOf(encoder: Encoder, inputs: readonly EncoderInput[], options = sameTask): Promise<number[][]> {
  const { values, dimension, rowCount } = await encoder.encode(inputs, options);
  return Array.from({ length: rowCount }, (_, row) => [...values.subarray(row * dimension, (row + 1) * dimension)]);
}

describe.skipIf(!python)(
  `a model in mteb's terms${python ? "" : ` (skipped: ${noTestPython})`}`,
  { timeout: 600_000 },
  () => {
    it("is told the task, split, subset and role, and gets a query's text as query too", async () => {
      const { encoder, lines } = await loadEcho("echo");
      const task = { ...sampleMetadata, name: "Flickr30kT2IRetrieval" };
      await encoder.encode(textInputs(), { ...sameTask, task, split: "dev", subset: "de", role: "query" });
      await encoder.encode(imageInputs(), { ...sameTask, role: "document" });
      await encoder.encode(imageInputs().slice(1), sameTask);
      await expect
        .poll(() => lines.filter((line) => line.startsWith("told")), { timeout: 10_000 })
        .toEqual([
          "told Flickr30kT2IRetrieval Any2AnyRetrieval dev de query 5 query text",
          "told Unknown ImageClassification test default document 5 image",
          "told Unknown ImageClassification test default None 4 image",
        ]);
    });

    it("gets texts unchanged, images as Pillow reads them, and pairs as one input", async () => {
      const { encoder } = await loadEcho("echo");
      const [texts, images] = [textInputs(), imageInputs()];
      const lengths = texts.map(({ text = "" }) => [...text].length);
      expect(await rowsOf(encoder, texts)).toEqual(lengths.map((length) => [length]));
      const sizes = (await rowsOf(encoder, images)).map((row) => row.slice(0, 4));
      expect(sizes).toEqual([32, 64, 17, 224, 5].map((width, row) => [-1, width, [32, 48, 90, 224, 7][row], 3]));
      const pairs = images.map((image, row) => ({ ...texts[row], ...image, identity: image.identity }));
      expect(encoder.fusion).toBe("joint");
      expect((await rowsOf(encoder, pairs)).map((row) => row.slice(0, 2))).toEqual(
        lengths.map((length, row) => [length, [32, 64, 17, 224, 5][row]]),
      );
    });

    it("may return several vectors a row, padded or ragged, or a list; what is no vector per input is refused", async () => {
      const { encoder } = await loadEcho("answers");
      const answer = async (shape: string): Promise<unknown> => {
        const batch = [{ ...textInputs()[0], text: shape }, ...textInputs().slice(1, 2)] as EncoderInput[];
        const { values, rowOffsets, ...size } = await encoder.encode(batch, sameTask);
        return { ...size, values: [...values], ...(rowOffsets && { rowOffsets: [...rowOffsets] }) };
      };
      expect(await answer("padded")).toEqual({
        rowCount: 2,
        dimension: 2,
        values: [1, 2, 0, 0, 3, 4, 5, 6],
        rowOffsets: [0, 3, 4],
      });
      expect(await answer("ragged")).toEqual({
        rowCount: 2,
        dimension: 2,
        values: Array(8).fill(1),
        rowOffsets: [0, 3, 4],
      });
      expect(await answer("listed")).toEqual({ rowCount: 2, dimension: 3, values: [1, 1, 1, 0, 0, 0] });
      const place = /gave no vectors for sample: column "text", rows 0 to 1: InvalidVectors: /;
      for (const [shape, message] of [
        ["short", "vectors of shape (1, 4) for 2 inputs"],
        ["flat", "vectors of shape (2,) for 2 inputs"],
        ["sparse", "a sparse tensor"],
      ] as const) {
        const failure = answer(shape);
        await expect(failure).rejects.toMatchObject({ code: "MODEL_INVALID_OUTPUT" });
        await expect(failure).rejects.toThrow(place);
        await expect(failure).rejects.toThrow(message);
      }
    });

    it("says what it is before it is loaded, as mteb's metadata do", async () => {
      const [plain, instructed] = [
        await openModel(`${file}:me/echo`),
        await openModel(`${file}:instructed?dimensions=1`),
      ];
      expect(plain.metadata).toMatchObject({ name: "me/echo", revision: "1", modalities: ["image", "text"] });
      expect(instructed.metadata).toMatchObject({ embedDimension: 1, experiment: { embed_dim: 1 } });
      const context = { dtype: "fp32", device: "cpu" };
      const [first, second] = [await plain.describe?.(context), await instructed.describe?.(context)];
      expect(first?.software).toMatchObject({
        python: /^3\./,
        mteb: "2.26.24",
        torch: /./,
        transformers: /./,
        pillow: /./,
      });
      expect(first?.instruction).toBeUndefined();
      expect(second?.instruction?.({ ...sameTask, role: "query" })).toBe('["Unknown","test","default","query"]');
      const onGpu = await plain.describe?.({ ...context, device: "cuda" });
      expect(new Set([first, second, onGpu].map((traits) => traits?.fingerprint)).size).toBe(3);
      await expect(plain.load({ ...context, dtype: "fp16" })).rejects.toThrow(/--dtype fp16/);
    });

    it.each([
      [file, "MODEL_NOT_FOUND", /defines 4 models; its ModelMeta objects are: me\/echo, me\/instructed/],
      [`${file}:reranker`, "MODEL_NO_FAMILY", /me\/reranker is of the kind cross-encoder/],
      ["./no_such_file.py:x", "MODEL_NOT_FOUND", /There is no file .*no_such_file\.py/],
      ["no_such_module:x", "MODEL_NOT_FOUND", /There is no module no_such_module/],
      ["clip-vit-base-patch32", "MODEL_NOT_FOUND", /not found in MTEB registry/],
    ])("python:%s is not there: %s", async (reference, code, message) => {
      await expect(openModel(reference)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    });
  },
);
