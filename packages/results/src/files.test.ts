import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TaskResult } from "@mieb/core";
import { describe, expect, it, onTestFinished } from "vitest";
import { loadResults } from "./load-results.ts";
import { serializeModelMeta, writeModelMeta } from "./model-meta.ts";
import { hasPredictions, writePredictions } from "./predictions.ts";
import { findTaskResult, writeTaskResult } from "./result-files.ts";
import { modelFolder } from "./result-path.ts";
import { writeRunSettings } from "./run-settings.ts";

const model = { name: "owner/model", revision: "r1" };
const examples = join(
  process.env["MIEB_SHARED"] ?? fileURLToPath(new URL("../../../../shared", import.meta.url)),
  "mieb",
  "result-examples",
);

function resultOf(
  task: string,
  splits: Readonly<Record<string, readonly string[]>> = { test: ["default"] },
): TaskResult {
  const scores = Object.entries(splits).map(([split, subsets]) => [
    split,
    subsets.map((hf_subset) => ({ main_score: 0.5, hf_subset, languages: ["eng-Latn"], mteb_version: "2.26.24" })),
  ]);
  return {
    dataset_revision: "1",
    task_name: task,
    mteb_version: "2.26.24",
    scores: Object.fromEntries(scores) as TaskResult["scores"],
    evaluation_time: 1,
    kg_co2_emissions: null,
    date: 1,
    evaluation_phases: null,
  };
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "mieb-results-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe("result files", () => {
  it("are found again, and nothing else lies beside them", async () => {
    const folder = await temporaryFolder();
    await writeTaskResult(folder, model, resultOf("One"));
    expect(await findTaskResult(folder, model, "One")).toEqual(resultOf("One"));
    expect(await findTaskResult(folder, model, "Two")).toBeNull();
    expect(await readdir(modelFolder(folder, model))).toEqual(["One.json"]);
  });

  it("are listed with their models; a broken one does not hide the others", async () => {
    const folder = await temporaryFolder();
    const variant = { ...model, experiment: { dtype: "q8" } };
    await writeTaskResult(folder, model, resultOf("One"));
    await writeTaskResult(folder, variant, resultOf("Two"));
    await writeModelMeta(folder, { ...model, modalities: ["image"] });
    await writeFile(join(modelFolder(folder, model), "Half.json"), '{"task_name": ');
    const { results, invalid } = await loadResults(folder);
    expect(
      results.map(({ model: name, revision, experiment, result }) => [name, revision, experiment, result.task_name]),
    ).toEqual([
      ["owner/model", "r1", null, "One"],
      ["owner/model", "r1", "dtype_q8", "Two"],
    ]);
    expect(invalid.map(({ code, message }) => [code, /Half\.json/.test(message)])).toEqual([["RESULT_INVALID", true]]);
    expect(await loadResults(join(folder, "none"))).toEqual({ results: [], invalid: [] });
  });
});

describe("model_meta.json", () => {
  it.skipIf(!existsSync(examples))("has the reference's keys, order and layout (skipped without MIEB_SHARED)", () => {
    const text = readFileSync(join(examples, "model_meta.json"), "utf8");
    const meta = {
      name: "example-org/tiny-encoder",
      revision: "0123456789abcdef0123456789abcdef01234567",
      modalities: ["image", "text"],
      similarity: "cosine",
      embedDimension: 48,
      parameterCount: 1000,
      maxTokens: 77,
      memoryUsageMb: 1,
      license: "mit",
      releaseDate: "2026-01-01",
      languages: ["eng-Latn"],
      openWeights: true,
      reference: "https://example.org/tiny-encoder",
      framework: ["PyTorch"],
      trainingDatasets: [],
    } as const;
    const expected = text
      .replace('"use_instructions": false', '"use_instructions": null')
      .replace('"loader": "load"', '"loader": null');
    expect(serializeModelMeta(meta)).toBe(expected);
  });
});

describe("run_settings.jsonl", () => {
  const settings = (batch_size: number) => ({
    version: { mteb: "2.26.24", torch: null },
    encodeOptions: { batch_size },
  });

  it("holds each task, split and subset once, with its latest settings", async () => {
    const folder = await temporaryFolder();
    await writeRunSettings(folder, model, {
      ...settings(32),
      result: resultOf("One", { test: ["en", "de"], dev: ["de", "en"] }),
    });
    await writeRunSettings(folder, model, { ...settings(32), result: resultOf("Two") });
    await writeRunSettings(folder, model, { ...settings(8), result: resultOf("One", { test: ["en"] }) });
    const version = '"version": {"mteb": "2.26.24", "torch": null}';
    expect(await readFile(join(modelFolder(folder, model), "run_settings.jsonl"), "utf8")).toBe(
      [
        `{"task": "Two", "splits": ["test"], ${version}, "encode_kwargs": {"batch_size": 32}, "subsets": ["default"]}`,
        `{"task": "One", "splits": ["dev"], ${version}, "encode_kwargs": {"batch_size": 32}, "subsets": ["de", "en"]}`,
        `{"task": "One", "splits": ["test"], ${version}, "encode_kwargs": {"batch_size": 32}, "subsets": ["de"]}`,
        `{"task": "One", "splits": ["test"], ${version}, "encode_kwargs": {"batch_size": 8}, "subsets": ["en"]}`,
        "",
      ].join("\n"),
    );
  });
});

describe("prediction files", () => {
  it("collect splits and subsets of one model; another model's lie in a folder of its own", async () => {
    const folder = await temporaryFolder();
    const target = { task: "One", model, split: "test", subset: "en" };
    await mkdir(folder, { recursive: true });
    await writePredictions(folder, target, [1]);
    const file = await writePredictions(folder, { ...target, split: "dev" }, [2]);
    const read = async (): Promise<unknown> => JSON.parse(await readFile(file, "utf8"));
    expect(await read()).toEqual({
      mteb_model_meta: { model_name: "owner/model", revision: "r1" },
      en: { test: [1], dev: [2] },
    });
    const before = await read();
    const newer = { ...target, model: { ...model, revision: "r2" } };
    expect([await hasPredictions(folder, target), await hasPredictions(folder, newer)]).toEqual([true, false]);
    const other = await writePredictions(folder, newer, [3]);
    expect(other).toBe(join(folder, "owner__model", "r2", "One_predictions.json"));
    expect(JSON.parse(await readFile(other, "utf8"))).toEqual({
      mteb_model_meta: { model_name: "owner/model", revision: "r2" },
      en: { test: [3] },
    });
    expect([await read(), await hasPredictions(folder, newer)]).toEqual([before, true]);
    const variant = { ...target, model: { ...model, experiment: { dtype: "q8" } } };
    expect(await writePredictions(folder, variant, [4])).toContain(join("r1", "experiments", "dtype_q8"));
  });
});
