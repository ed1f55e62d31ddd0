import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { experimentName, resultPath } from "./result-path.ts";

const model = { name: "open ai/clip", revision: "abc" };

describe("resultPath", () => {
  it("puts a result where the reference looks for it", () => {
    expect(resultPath("out", model, "CIFAR10")).toBe(join("out", "open_ai__clip", "abc", "CIFAR10.json"));
    expect(resultPath("out", { ...model, experiment: { dtype: "q8" } }, "CIFAR10")).toBe(
      join("out", "open_ai__clip", "abc", "experiments", "dtype_q8", "CIFAR10.json"),
    );
  });
});

describe("experimentName", () => {
  // Right-hand sides from mteb 2.26.24: _serialize_experiment_kwargs_to_name.
  it.each([
    [undefined, null],
    [{}, null],
    [{ dtype: "q8", dimension: 256, fused: true }, "dimension_256__dtype_q8__fused_True"],
    [{ path: "a/b:c" }, "path_a_b_c"],
    [{ "a/b": 1 }, "exp_882cc2a0c6f25f08"],
    [{ long: "x".repeat(200) }, "exp_c6d0fe072b4cfdbe"],
  ])("names %j as the reference does", (settings, name) => {
    expect(experimentName(settings)).toBe(name);
  });
});
