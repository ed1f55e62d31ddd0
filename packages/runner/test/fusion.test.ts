import { collectEmbeddings } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { createModelSession } from "../src/encode/model-session.ts";
import { encodeRequest, type EncodeContext } from "../src/encode/encode-request.ts";
import { countingModel, encodedCount, vectorOf, type CountingModel } from "./counting-model.ts";
import { memoryShares } from "../src/memory/memory-shares.ts";
import { images, imageTable } from "./memory-hub.ts";
import { tinyTask } from "./tiny-task.ts";

const table = imageTable("tiny/pairs", images(3));

function contextFor(model: CountingModel): EncodeContext {
  const session = createModelSession({
    model,
    load: { dtype: "fp32", device: "cpu" },
    openStore: () => Promise.reject(new Error("no store wanted")),
  });
  return {
    session,
    dataset: { pairs: table },
    encodeOptions: { task: tinyTask("Pairs").metadata, split: "test", subset: "default" },
    batchSize: 2,
    memory: { ...memoryShares(), window: 1000 },
    onProgress: () => undefined,
  };
}

const pair = { table: "pairs", image: "image", text: "text", rows: [0, 2] };
const inputs = [0, 2].map((row) => ({ image: images(3)[row]!, text: `caption ${row}` }));

describe("an image with a text", () => {
  it("is the float32 sum of its sides by default, each encoded once for all requests", async () => {
    const model = countingModel({});
    const context = contextFor(model);
    const source = await (await encodeRequest("pairs", pair, context)).settled();
    const expected = inputs.flatMap(({ image, text }) => {
      const [left, right] = [vectorOf({ image }), vectorOf({ text })];
      return Array.from(left, (value, index) => Math.fround(value + right[index]!));
    });
    expect((await source.rows([0, 1])).values).toEqual(Float32Array.from(expected));
    expect((await source.rows([1])).values).toEqual(Float32Array.from(expected.slice(4)));
    expect(encodedCount(model)).toBe(4);
    await (await encodeRequest("images", { table: "pairs", image: "image" }, context)).settled();
    expect(encodedCount(model)).toBe(5);
  });

  it("is the vectors of both sides for late interaction, each side stored alone", async () => {
    const model = countingModel({ fusion: "concatenate" });
    const context = contextFor(model);
    const source = await (await encodeRequest("pairs", pair, context)).settled();
    const expected = inputs.map(({ image, text }) => [...vectorOf({ image }), ...vectorOf({ text })]);
    const both = { rowCount: 2, dimension: 4, rowOffsets: Uint32Array.of(0, 2, 4) };
    expect(await source.rows([1, 0])).toEqual({
      ...both,
      values: Float32Array.from([...expected[1]!, ...expected[0]!]),
    });
    expect(await collectEmbeddings(source)).toEqual({ ...both, values: Float32Array.from(expected.flat()) });
    expect(source.vectorCounts?.()).toEqual(Uint32Array.of(2, 2));
    await (await encodeRequest("images", { table: "pairs", image: "image" }, context)).settled();
    expect(encodedCount(model)).toBe(5);
  });

  it("is one input for a joint encoder", async () => {
    const model = countingModel({ fusion: "joint" });
    const source = await (await encodeRequest("pairs", pair, contextFor(model))).settled();
    expect((await source.rows([0, 1])).values).toEqual(
      Float32Array.from(inputs.flatMap((input) => [...vectorOf(input)])),
    );
    expect(model.batches).toEqual([inputs.map((input) => expect.objectContaining(input))]);
  });
});

describe("what else changes a vector", () => {
  it("keeps image conversions and instructions apart, unless the model always converts", async () => {
    const request = { table: "pairs", image: "image" };
    const [native, always] = [countingModel({}), countingModel({ imageConversion: "rgb" })];
    const instructed = countingModel({ instruction: ({ role }) => role });
    for (const model of [native, always, instructed]) {
      const context = contextFor(model);
      await (await encodeRequest("plain", request, context)).settled();
      await (await encodeRequest("rgb", { ...request, imageConversion: "rgb" }, context)).settled();
      await (await encodeRequest("query", { ...request, role: "query" }, context)).settled();
    }
    expect([native, always, instructed].map(encodedCount)).toEqual([6, 3, 9]);
  });

  it("hands labels over with an identity of their own", async () => {
    const model = countingModel({});
    await (await encodeRequest("labels", { texts: ["a cat", "a dog", "a cat"] }, contextFor(model))).settled();
    expect(
      model.batches[0]!.map(({ text, identity: { table: from, column, row } }) => ({ text, from, column, row })),
    ).toEqual([
      { text: "a cat", from: "labels", column: "labels", row: 0 },
      { text: "a dog", from: "labels", column: "labels", row: 1 },
    ]);
  });

  it("names the cell that holds no image", async () => {
    const request = encodeRequest("wrong", { table: "pairs", image: "text" }, contextFor(countingModel({})));
    await expect(request).rejects.toMatchObject({
      code: "DATASET_INVALID_VALUE",
      message: expect.stringContaining('tiny/pairs: column "text", row 0'),
    });
  });
});
