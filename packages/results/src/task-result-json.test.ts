import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseTaskResult, serializeTaskResult } from "./task-result-json.ts";

const shared = process.env["MIEB_SHARED"] ?? fileURLToPath(new URL("../../../../shared", import.meta.url));
const examples = join(shared, "mieb");
const example = {
  dataset_revision: "1",
  task_name: "Tiny",
  mteb_version: "2.26.24",
  scores: {
    test: [
      {
        scores_per_experiment: [{ accuracy: 0.3333333333 }],
        accuracy: 1,
        undefined_metric: Number.NaN,
        main_score: 0.0078125,
        hf_subset: "default",
        languages: ["eng-Latn"],
        mteb_version: "2.26.24",
      },
    ],
  },
  evaluation_time: 8.221999905799748e-6,
  kg_co2_emissions: null,
  mieb: { version: "0.1.0", contractVersion: 1, batchSize: 32 },
};

describe("serializeTaskResult", () => {
  it("rounds scores only, writes floats as Python does and puts provenance last", () => {
    expect(serializeTaskResult(example)).toBe(`{
  "dataset_revision": "1",
  "task_name": "Tiny",
  "mteb_version": "2.26.24",
  "scores": {
    "test": [
      {
        "scores_per_experiment": [
          {
            "accuracy": 0.333333
          }
        ],
        "accuracy": 1.0,
        "undefined_metric": null,
        "main_score": 0.007812,
        "hf_subset": "default",
        "languages": [
          "eng-Latn"
        ],
        "mteb_version": "2.26.24"
      }
    ]
  },
  "evaluation_time": 8.221999905799748e-06,
  "kg_co2_emissions": null,
  "date": null,
  "evaluation_phases": null,
  "mieb": {
    "version": "0.1.0",
    "contractVersion": 1,
    "batchSize": 32
  }
}`);
  });

  it("orders keys whatever order they come in", () => {
    const { task_name, ...others } = example;
    expect(serializeTaskResult({ ...others, task_name })).toBe(serializeTaskResult(example));
  });
});

describe.skipIf(!existsSync(examples))("the reference's own files (skipped without MIEB_SHARED)", () => {
  // The body of a skipped suite runs all the same.
  const folder = join(examples, "result-examples");
  const files = (existsSync(folder) ? readdirSync(folder) : []).filter((name) =>
    /^(?!model_meta).*\.json(\.txt)?$/.test(name),
  );

  it.each(["result.example.json", ...files.map((name) => join("result-examples", name))])(
    "%s comes out byte for byte",
    (name) => {
      const text = readFileSync(join(examples, name), "utf8");
      const strict = text.replaceAll(/: NaN\b/g, ": null");
      expect(serializeTaskResult(parseTaskResult(text, name))).toBe(strict);
    },
  );
});

describe("parseTaskResult", () => {
  it("reads files of older versions, which lack keys", () => {
    const old = `{"dataset_revision": "1", "task_name": "Old", "scores": {"test": [{"main_score": NaN, "hf_subset": "NaN", "languages": []}]}, "date": "2024-05-01T00:00:00"}`;
    expect(parseTaskResult(old, "Old.json")).toEqual({
      dataset_revision: "1",
      task_name: "Old",
      mteb_version: null,
      scores: { test: [{ main_score: null, hf_subset: "NaN", languages: [], mteb_version: null }] },
      evaluation_time: null,
      kg_co2_emissions: null,
      date: "2024-05-01T00:00:00",
    });
  });

  it.each([
    ["half a file", `{"dataset_revision": "1", `, "not JSON"],
    ["another file", `{"name": "model"}`, "field dataset_revision"],
  ])("names the file and the fault of %s", (_, text, fault) => {
    expect(() => parseTaskResult(text, "Bad.json")).toThrow(
      expect.objectContaining({ code: "RESULT_INVALID", message: expect.stringMatching(`Bad.json.*${fault}`) }),
    );
  });
});
