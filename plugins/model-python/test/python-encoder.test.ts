import { encodeOptions, modulesLoadedBy, textInputs } from "@mieb/testing";
import { afterEach, describe, expect, it } from "vitest";
import type { PythonChild } from "../src/child/python-child.ts";
import { metadataOf, parseHello, traitsOf, type Hello } from "../src/hello.ts";
import { pythonEncoder } from "../src/python-encoder.ts";
import { anyPython, loadFake, noPython } from "./fake-child.ts";

const open: PythonChild[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((child) => child.close()));
});

describe.skipIf(!anyPython)(`an encoder in a child${anyPython ? "" : ` (skipped: ${noPython})`}`, () => {
  it("stops waiting when it is told to, and ends at once although a batch is under way", async () => {
    const { child } = await loadFake();
    open.push(child);
    const { pid } = await child.hello();
    // The real child, told to take its time with every batch.
    const slow: PythonChild = { ...child, encode: (request, body) => child.encode({ ...request, do: "hang" }, body) };
    const encoder = pythonEncoder("python:fake", {}, slow);
    const controller = new AbortController();
    const batch = encoder.encode(textInputs(), { ...encodeOptions, signal: controller.signal });
    controller.abort();
    await expect(batch).rejects.toMatchObject({ name: "AbortError" });
    await expect(encoder.encode(textInputs(), { ...encodeOptions, signal: controller.signal })).rejects.toThrow(
      /abort/,
    );
    await encoder[Symbol.asyncDispose]();
    expect(() => process.kill(pid as number, 0)).toThrow("ESRCH");
  });

  it("names the inputs of a batch that a model cannot encode", async () => {
    const { child } = await loadFake();
    open.push(child);
    const failing: PythonChild = {
      ...child,
      encode: (request, body) => child.encode({ ...request, do: "raise" }, body),
    };
    await expect(pythonEncoder("python:fake", {}, failing).encode(textInputs(), encodeOptions)).rejects.toMatchObject({
      code: "MODEL_INVALID_OUTPUT",
      message: expect.stringMatching(
        /^python:fake gave no vectors for sample: column "text", rows 0 to 4: ValueError: the model does not like it\n[^]*raise_error/,
      ),
    });
  });
});

describe("what a child says of its model", () => {
  const hello: Hello = {
    name: "owner/name",
    modalities: ["image", "text"],
    loader: "mteb",
    takes_pairs: true,
    uses_instructions: false,
    software: { python: "3.12.1", mteb: "2.26.24", torch: "2.15.0" },
  };
  const fingerprint = (changes: Partial<Hello>, device = "cpu"): string | undefined =>
    traitsOf({ ...hello, ...changes }, device).fingerprint;

  it("gives metadata with nothing guessed", () => {
    expect(
      metadataOf("m", { ...hello, similarity_fn_name: "MaxSim", experiment_kwargs: { a: 1, b: [2] } }),
    ).toMatchObject({
      name: "owner/name",
      revision: "no_revision_available",
      similarity: "max-sim",
      embedDimension: null,
      license: null,
      experiment: { a: 1, b: "[2]" },
    });
    expect(() => metadataOf("m", { ...hello, similarity_fn_name: "euclidean" })).toThrow(
      /compares its vectors by "eucl/,
    );
    expect(() => parseHello("m", { ...hello, name: "", software: 1 })).toThrow(/m: .*\n {2}name: .*\n {2}software: /);
  });

  it("gives another fingerprint for all that changes vectors, and for nothing else", () => {
    const others = [
      fingerprint({ revision: "1" }),
      fingerprint({ source_hash: "00" }),
      fingerprint({ experiment_kwargs: { embed_dim: 2 } }),
      fingerprint({ software: { ...hello.software, torch: "2.15.1" } }),
      fingerprint({ loader: "sentence-transformers" }),
      fingerprint({}, "cuda"),
    ];
    expect(new Set([fingerprint({}), ...others]).size).toBe(others.length + 1);
    const reordered = { torch: "2.15.0", python: "3.12.9", mteb: "2.26.24" };
    expect(fingerprint({ software: reordered, license: "mit" })).toBe(fingerprint({}));
  });
});

it("importing the plugin starts nothing and loads no Arrow", () => {
  const loaded = modulesLoadedBy(new URL("../src/index.ts", import.meta.url));
  expect(loaded.some((url) => url.includes("/packages/core/"))).toBe(true);
  expect(loaded.filter((url) => /apache-arrow|child_process|python-model/.test(url))).toEqual([]);
});
