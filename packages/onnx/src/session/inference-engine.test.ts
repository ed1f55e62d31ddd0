import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { startInferenceEngine, type InferenceEngine } from "./inference-engine.ts";
import type { Tensor } from "./protocol.ts";

const graph = (name: string): string =>
  fileURLToPath(new URL(`../../test/fixtures/graphs/${name}.onnx`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "mieb-engine-"));
const tensor = (values: readonly number[]): Tensor => ({ data: Float32Array.from(values), dims: [1, values.length] });
const workerPorts = (): number => process.getActiveResourcesInfo().filter((kind) => kind === "MessagePort").length;

afterAll(() => rmSync(folder, { recursive: true }));

describe("startInferenceEngine", () => {
  let engine: InferenceEngine;
  beforeEach(() => {
    engine = startInferenceEngine({ threads: 1 });
  });
  afterEach(() => engine[Symbol.asyncDispose]());

  it("reads inputs and outputs from the graph", async () => {
    expect(await engine.load({ graph: "g", path: graph("half") })).toEqual({
      inputs: [{ name: "x", type: "float16", dims: ["rows", 4] }],
      outputs: [{ name: "twice", type: "float16", dims: ["rows", 4] }],
    });
  });

  it("converts float32 to a half-precision graph and back", async () => {
    await engine.load({ graph: "g", path: graph("half") });
    const { data, dims } = await engine.run({
      graph: "g",
      feeds: { x: tensor([0.5, -1.25, 3, 1 / 3]) },
      output: "twice",
    });
    expect({ data: [...data], dims }).toEqual({ data: [1, -2.5, 6, 0.66650390625], dims: [1, 4] });
  });

  it.each(["int32", "int64"])("gives ids as %s where the graph asks for it", async (type) => {
    await engine.load({ graph: "g", path: graph(type) });
    const feeds = { input_ids: { data: Int32Array.of(7, -1, 49407), dims: [1, 3] } };
    const { data } = await engine.run({ graph: "g", feeds, output: "floats" });
    expect([...data]).toEqual([7, -1, 49407]);
  });

  it("gives outputs as they were before the graph divided them by their norm", async () => {
    await engine.load({ graph: "raw", path: graph("normalized"), unnormalized: ["embeds", "negative"] });
    await engine.load({ graph: "unit", path: graph("normalized") });
    const run = async (name: string, output: string): Promise<readonly number[]> => [
      ...(await engine.run({ graph: name, feeds: { x: tensor([3, 4]) }, output })).data,
    ];
    expect(await run("raw", "embeds")).toEqual([3, 4]);
    expect(await run("raw", "negative")).toEqual([-3, -4]);
    expect(await run("unit", "embeds")).toEqual([Math.fround(0.6), Math.fround(0.8)]);
  });

  it("answers runs in flight each with its own result", async () => {
    await engine.load({ graph: "g", path: graph("int32") });
    const runs = Array.from({ length: 20 }, (_, i) =>
      engine.run({ graph: "g", feeds: { input_ids: { data: Int32Array.of(i), dims: [1, 1] } }, output: "floats" }),
    );
    expect((await Promise.all(runs)).map(({ data }) => data[0])).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });

  it("names the file that is not ONNX, or cut short", async () => {
    writeFileSync(join(folder, "page.onnx"), "<html>not found</html>");
    writeFileSync(join(folder, "short.onnx"), readFileSync(graph("normalized")).subarray(0, 150));
    for (const file of ["page.onnx", "short.onnx", "absent.onnx"]) {
      const unnormalized = file === "short.onnx" ? ["embeds"] : [];
      await expect(engine.load({ graph: "g", path: join(folder, file), unnormalized })).rejects.toMatchObject({
        code: "MODEL_INVALID_FILE",
        message: expect.stringContaining(file),
      });
    }
  });

  it("goes on after a run that failed", async () => {
    await engine.load({ graph: "g", path: graph("half") });
    const wrong = engine.run({ graph: "g", feeds: { x: tensor([1, 2]) }, output: "twice" });
    await expect(wrong).rejects.toMatchObject({ code: "MODEL_INVALID_FILE", message: expect.stringContaining('"g"') });
    const right = await engine.run({ graph: "g", feeds: { x: tensor([1, 2, 3, 4]) }, output: "twice" });
    expect([...right.data]).toEqual([2, 4, 6, 8]);
  });

  it("says which device cannot be used", async () => {
    const absent = process.platform === "win32" ? "coreml" : "dml";
    await using other = startInferenceEngine({ device: absent });
    await expect(other.load({ graph: "g", path: graph("half") })).rejects.toMatchObject({
      code: "ENVIRONMENT_MISSING_ENGINE",
      message: expect.stringContaining(`"${absent}"`),
    });
    expect(() => startInferenceEngine({ device: "cudda" })).toThrow(
      expect.objectContaining({ code: "USAGE_INVALID_ARGUMENT", message: expect.stringContaining("mean cuda?") }),
    );
  });

  it("stops waiting when the signal fires, before or during a run", async () => {
    await engine.load({ graph: "g", path: graph("half") });
    const run = (signal: AbortSignal): Promise<unknown> =>
      engine.run({ graph: "g", feeds: { x: tensor([1, 2, 3, 4]) }, output: "twice", signal });
    await expect(run(AbortSignal.abort())).rejects.toMatchObject({ code: "ABORTED" });
    const controller = new AbortController();
    const running = run(controller.signal);
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: "ABORTED" });
  });

  it("refuses work after it was closed, and may be closed twice", async () => {
    await engine[Symbol.asyncDispose]();
    await expect(engine.load({ graph: "g", path: graph("half") })).rejects.toMatchObject({ code: "INTERNAL" });
  });

  it("drops runs that wait when it is closed", async () => {
    await engine.load({ graph: "g", path: graph("half") });
    const waiting = Array.from({ length: 50 }, () =>
      engine.run({ graph: "g", feeds: { x: tensor([1, 2, 3, 4]) }, output: "twice" }),
    );
    const outcomes = Promise.allSettled(waiting);
    await engine[Symbol.asyncDispose]();
    expect((await outcomes).at(-1)).toMatchObject({ status: "rejected" });
  });

  it("leaves no thread behind after 20 engines", async () => {
    const before = workerPorts();
    for (let i = 0; i < 20; i++) {
      await using short = startInferenceEngine({ threads: 1 });
      await short.load({ graph: "g", path: graph("half") });
      expect(workerPorts()).toBe(before + 1);
    }
    expect(workerPorts()).toBe(before);
  });
});
