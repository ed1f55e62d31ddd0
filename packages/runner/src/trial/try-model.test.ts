import { createHash } from "node:crypto";
import {
  MiebError,
  type Embeddings,
  type Encoder,
  type EncoderInput,
  type Model,
  type ModelMetadata,
} from "@mieb/core";
import { describe, expect, it } from "vitest";
import { tryModel, type ModelTrialOptions } from "./try-model.ts";

const DIMENSION = 4;

/** Numbers in (0, 1) drawn from the inputs. */
function drawn(batch: readonly EncoderInput[]): Embeddings {
  const values = new Float32Array(batch.length * DIMENSION);
  batch.forEach(({ text = "", image = "" }, row) => {
    const digest = createHash("sha256").update(image).update(text).digest();
    values.set(
      digest.subarray(0, DIMENSION).map((byte) => byte + 1),
      row * DIMENSION,
    );
  });
  return { values, rowCount: batch.length, dimension: DIMENSION };
}

interface FakeModel extends Model {
  readonly batches: number[];
  disposals: number;
}

type Change = (block: Embeddings, batch: readonly EncoderInput[]) => Embeddings;

/** A faultless model of texts but for what `change` does to its vectors. */
function fakeModel(
  change: Change = (block) => block,
  { encoder = {}, metadata = {} }: { encoder?: Partial<Encoder>; metadata?: Partial<ModelMetadata> } = {},
): FakeModel {
  const model: FakeModel = {
    metadata: { name: "fake/model", revision: "r", modalities: ["text"], embedDimension: DIMENSION, ...metadata },
    batches: [],
    disposals: 0,
    load: async () => ({
      modalities: model.metadata.modalities,
      async encode(batch) {
        model.batches.push(batch.length);
        return change(drawn(batch), batch);
      },
      async [Symbol.asyncDispose]() {
        model.disposals++;
      },
      ...encoder,
    }),
  };
  return model;
}

const cpu: ModelTrialOptions = { load: { dtype: "fp32", device: "cpu" } };

/** What did not pass: `text finite failed`, with its detail. */
async function faults(model: Model, options: ModelTrialOptions = cpu): Promise<Record<string, string>> {
  const found = (await tryModel(model, options)).filter(({ outcome }) => outcome !== "passed");
  return Object.fromEntries(
    found.map(({ modality, name, outcome, detail }) => [[modality, name, outcome].join(" ").trim(), detail]),
  );
}

const textOf = ({ text = "" }: EncoderInput): string => text;

describe("tryModel", () => {
  it("has each kind of input encoded alone and together, and disposes of the model", async () => {
    const model = fakeModel(undefined, { metadata: { modalities: ["image", "text"] }, encoder: { fusion: "joint" } });
    const findings = await tryModel(model, cpu);
    const checks = ["encoding", "finite", "dimension", "distinct", "batch"];
    expect(findings.map(({ modality, name, outcome }) => [modality ?? "", name, outcome].join(" "))).toEqual([
      " load passed",
      ...["image", "text", "image+text"].flatMap((kind) => checks.map((check) => `${kind} ${check} passed`)),
    ]);
    expect([model.batches, model.disposals]).toEqual([[1, 1, 1, 1, 1, 5, 1, 1, 1, 1, 1, 5, 1, 1, 2], 1]);
    expect(findings.find(({ name }) => name === "dimension")?.detail).toBe("vectors of 4 numbers, as described");
  });

  it("asks a model that counts what it takes for little, and says what it took", async () => {
    let requests = 0;
    const model = fakeModel((block) => (requests++, block), {
      metadata: { modalities: ["image", "text"] },
      encoder: { fusion: "joint", usage: () => ({ requests, cost: 0.1 + 0.2 }) },
    });
    const findings = await tryModel(model, cpu);
    expect(model.batches).toEqual([1, 2, 1, 2, 1]);
    expect(findings.at(-1)).toMatchObject({ name: "usage", detail: "requests 5, cost 0.3" });
  });

  it("finds a model that does not load, with its hint", async () => {
    const load = async (): Promise<Encoder> => {
      throw new MiebError("MODEL_FILES_MISSING", "no weights", { hint: "Export them." });
    };
    expect(await tryModel({ ...fakeModel(), load }, cpu)).toMatchObject([
      { name: "load", outcome: "failed", detail: "no weights", hint: "Export them." },
    ]);
  });

  it("finds an encoder that is not the one described, and disposes of it", async () => {
    const model = fakeModel(undefined, { encoder: { fingerprint: "b" } });
    expect(await faults({ ...model, describe: async () => ({ fingerprint: "a" }) })).toEqual({
      "load failed": expect.stringContaining("describes itself with fingerprint a but loads with b"),
    });
    expect(model.disposals).toBe(1);
  });

  it("finds what one kind of input throws and goes on to the next", async () => {
    const model = fakeModel(
      (block, batch) => {
        if (batch[0]?.image) throw new Error("no pixels");
        return block;
      },
      { metadata: { modalities: ["image", "text"] } },
    );
    expect(await faults(model)).toEqual({
      "image encoding failed": expect.stringMatching(/^fake\/model gave no vectors for trial: .*no pixels$/),
    });
    expect(model.disposals).toBe(1);
  });

  it("finds an encoder that takes no batch", async () => {
    const model = fakeModel((block, batch) => {
      if (batch.length > 1) throw new MiebError("KERNEL_INVALID_ARGUMENT", "one at a time");
      return block;
    });
    expect(await faults(model)).toEqual({ "text batch failed": "one at a time" });
  });

  it("finds rows that do not fit the inputs", async () => {
    const short = fakeModel((block) => ({ ...block, rowCount: 7 }));
    expect(Object.keys(await faults(short))).toEqual(["text encoding failed"]);
  });

  it("finds numbers that are none, also of an input alone, and names it", async () => {
    const overflowing = fakeModel((block, batch) => {
      const at = batch.length === 1 ? batch.findIndex((input) => textOf(input) === "a dog") : -1;
      return { ...block, values: block.values.map((value, i) => (at >= 0 && i === 1 ? NaN : value)) };
    });
    expect(await faults(overflowing)).toEqual({ "text finite failed": 'NaN in a vector ("a dog")' });
  });

  it("finds vectors of zeros", async () => {
    const silent = fakeModel((block) => ({ ...block, values: block.values.map((value, i) => (i < 4 ? 0 : value)) }));
    expect(await faults(silent)).toEqual({ "text finite failed": 'a vector of zeros ("a cat")' });
  });

  it("finds one vector for all inputs, for most of them, and for two", async () => {
    const same = (isTaken: (text: string) => boolean): Promise<Record<string, string>> =>
      faults(
        fakeModel((block, batch) => ({
          ...block,
          values: block.values.map((value, i) =>
            isTaken(textOf(batch[i >> 2] as EncoderInput)) ? 1 + (i % 4) : value,
          ),
        })),
      );
    expect(await same(() => true)).toEqual({ "text distinct failed": "all 5 inputs have the same vector" });
    expect(Object.keys(await same((text) => text !== "a dog"))).toEqual(["text distinct failed"]);
    expect(await same((text) => text.length < 6)).toEqual({
      "text distinct doubtful": '1 of 5 inputs have the vector of another: "a dog" that of "a cat"',
    });
  });

  it("finds vectors that depend on padding; more is allowed where less than float32 is computed with", async () => {
    const padded = fakeModel((block, batch) => {
      const longest = Math.max(...batch.map((input) => textOf(input).length));
      const shift = (row: number): number => (longest - textOf(batch[row] as EncoderInput).length) / 100;
      return { ...block, values: block.values.map((value, i) => (i % 4 === 0 ? value + shift(i >> 2) : value)) };
    });
    expect((await faults(padded))["text batch doubtful"]).toMatch(
      /^padding or batching changes its vectors: ".*" alone and in a batch of 5 \(least cosine 0\.99\d+\)$/,
    );
    expect(await faults(padded, { load: { dtype: "q8", device: "cpu" } })).toEqual({});
  });

  it("finds another dimension than the one described, and than the one of its other inputs", async () => {
    const half = (batch: readonly EncoderInput[]): boolean => batch[0]?.text !== undefined;
    const narrow = fakeModel((block, batch) => (half(batch) ? halved(block) : block), {
      metadata: { modalities: ["image", "text"], embedDimension: 8 },
    });
    expect(await faults(narrow)).toEqual({
      "image dimension doubtful": "vectors of 4 numbers, where the model describes itself with 8",
      "text dimension failed": "vectors of 2 numbers, where its other inputs have 4",
    });
    const uneven = fakeModel((block) => (block.rowCount === 1 ? halved(block) : block));
    expect(Object.keys(await faults(uneven))).toEqual(["text dimension failed"]);
  });

  it("judges the numbers that are kept, and finds it when there are not so many", async () => {
    const constantStart = fakeModel((block) => ({ ...block, values: block.values.map((v, i) => (i % 4 < 2 ? 1 : v)) }));
    expect(await faults(constantStart)).toEqual({});
    expect(Object.keys(await faults(constantStart, { ...cpu, dimensions: 2 }))).toEqual(["text distinct failed"]);
    expect(await faults(fakeModel(), { ...cpu, dimensions: 5 })).toEqual({
      "load failed": expect.stringContaining("from 1 to the 4"),
    });
    const undescribed = fakeModel(undefined, { metadata: { embedDimension: null } });
    expect(await faults(undescribed, { ...cpu, dimensions: 5 })).toEqual({
      "text dimension failed": "vectors of 4 numbers, of which 5 are to be kept",
    });
  });

  it("reads all that an encoder of stored vectors holds", async () => {
    const holding = (values: readonly number[]): Model =>
      fakeModel(undefined, {
        encoder: {
          async *stored() {
            for (let at = 0; at < values.length; at += 4)
              yield { values: Float32Array.from(values.slice(at, at + 4)), rowCount: 1, dimension: 4 };
          },
        },
      });
    const findings = await tryModel(holding([1, 2, 3, 4, 4, 3, 2, 1]), cpu);
    expect(findings.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      "load passed",
      "stored passed",
      "dimension passed",
    ]);
    expect(await faults(holding([1, 2, 3, 4, 0, 0, 0, 0]))).toEqual({ "stored failed": "a vector of zeros (row 1)" });
    expect(await faults(holding([1, 2, 3, 4, 1, 2, 3, 4]))).toEqual({
      "stored failed": "all 2 rows have the same vector",
    });
  });

  it("tells of a model that cannot be disposed of", async () => {
    const clinging = fakeModel(undefined, {
      encoder: { [Symbol.asyncDispose]: () => Promise.reject(new Error("still busy")) },
    });
    expect(await faults(clinging)).toEqual({ "disposal doubtful": "still busy" });
  });

  it("ends when its signal is raised, and disposes of the model", async () => {
    const controller = new AbortController();
    const model = fakeModel((block) => (controller.abort(), block));
    const load = { ...cpu.load, signal: controller.signal };
    await expect(tryModel(model, { load })).rejects.toThrow(/aborted/);
    expect([model.batches, model.disposals]).toEqual([[1], 1]);
  });
});

function halved({ values, rowCount }: Embeddings): Embeddings {
  return { values: values.filter((_, i) => i % 4 < 2), rowCount, dimension: 2 };
}
