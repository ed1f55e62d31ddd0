import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describeModel, sharedFolder, sharedFolderMissing, startLoopbackHub, type LoopbackHub } from "@mieb/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseReference } from "../src/parse-reference.ts";
import { openPythonModel } from "../src/python-model.ts";
import { noTestPython, testPython } from "./test-python.ts";

const run = promisify(execFile);
const python = testPython();
const shared = sharedFolder();
const golden = join(shared ?? "", "golden");
const root = fileURLToPath(new URL("../../../", import.meta.url));
const reference = `python:${fileURLToPath(new URL("fixtures/tiny_models.py", import.meta.url))}:mieb-fixtures/tiny-clip`;
const reason = python ? sharedFolderMissing : noTestPython;

/** A task of every way of scoring. */
const tasks = [
  "AROCocoOrder",
  "BLINKIT2IMultiChoice",
  "CIFAR10",
  "CIFAR10Clustering",
  "CIFAR10ZeroShot",
  "Flickr30kT2IRetrieval",
  "STS12VisualSTS",
  "VidoreDocVQARetrieval",
  "VOC2007",
  "WebQAT2ITRetrieval",
];

describe.skipIf(!python || !shared)(
  `mteb's CLIP in Python${python && shared ? "" : ` (skipped: ${reason})`}`,
  { timeout: 600_000 },
  () => {
    let hub: LoopbackHub;
    let folder: string;
    beforeAll(async () => {
      hub = await startLoopbackHub({ root: join(golden, "hub") });
      folder = await mkdtemp(join(tmpdir(), "mieb-python-"));
      process.env["HF_ENDPOINT"] = hub.endpoint;
      process.env["HF_HOME"] = join(folder, "huggingface");
    });
    afterAll(async () => {
      await hub?.close();
      await rm(folder, { recursive: true, force: true });
    });

    const mieb = async (output: string): Promise<{ stdout: string; stderr: string }> => {
      const command = ["--conditions=@mieb/source", "packages/mieb/src/bin.ts", "run", "-m", reference, "-t", ...tasks];
      const folders = ["--output-folder", join(folder, output), "--cache-folder", join(folder, "cache")];
      const env = { ...process.env, MIEB_PYTHON: python, NODE_OPTIONS: "" };
      return run(process.execPath, [...command, ...folders, "--json"], { cwd: root, env, maxBuffer: 2 ** 26 });
    };

    it("scores what mteb scored on a task of every kind, and records what computed it", async () => {
      const { stdout, stderr } = await mieb("results");
      expect(JSON.parse(stdout)).toMatchObject({ summary: { done: tasks.length, failed: 0, skipped: 0 } });
      expect(stderr).toMatch(/Loading weights/);

      const expected = join(folder, "expected");
      await mkdir(expected);
      for (const task of tasks) {
        await copyFile(
          join(golden, "results/mieb-fixtures__tiny-clip", `${task}.json`),
          join(expected, `${task}.json`),
        );
      }
      const compare = [join(golden, "compare.mjs"), expected, join(folder, "results"), "--json"];
      const compared = await run(process.execPath, compare).catch((error: { stdout: string }) => error);
      expect(JSON.parse(compared.stdout)).toMatchObject({ tasks: tasks.length, faults: [] });

      const results = join(folder, "results/mieb-fixtures__tiny-clip", `${"0".repeat(39)}1`);
      const { mieb: provenance } = JSON.parse(await readFile(join(results, "CIFAR10.json"), "utf8"));
      expect(provenance.software).toMatchObject({ python: /^3\./, mteb: /^2\./, torch: /./, transformers: /./ });
    });

    it("is tried by doctor, pairs of image and text too", async () => {
      const command = ["--conditions=@mieb/source", "packages/mieb/src/bin.ts", "doctor", reference, "--json"];
      const env = { ...process.env, MIEB_PYTHON: python, NODE_OPTIONS: "" };
      const { stdout, stderr } = await run(process.execPath, command, { cwd: root, env });
      const checks = JSON.parse(stdout) as { name: string; modality?: string; status: string }[];
      expect(checks.filter(({ status }) => status !== "ok")).toEqual([]);
      expect(checks.flatMap(({ name, modality }) => (name === "batch" ? modality : []))).toEqual([
        "image",
        "text",
        "image+text",
      ]);
      expect(stderr).toMatch(/Loading weights/);
    });

    it("is not loaded again when all its vectors are stored", async () => {
      const { stdout, stderr } = await mieb("again");
      expect(JSON.parse(stdout)).toMatchObject({ summary: { done: tasks.length, encoded: 0 } });
      expect(stderr).not.toMatch(/Loading weights/);
    });

    describeModel("tiny-clip by mteb", async () => {
      const model = await openPythonModel(parseReference(reference), { MIEB_PYTHON: python });
      return model.load({ dtype: "fp32", device: "cpu", onOutput: () => undefined });
    });

    describe("by sentence-transformers alone", () => {
      let saved: string;
      beforeAll(async () => {
        saved = join(folder, "tiny-st");
        const script = `
import sys
from sentence_transformers import SentenceTransformer
from sentence_transformers.models import CLIPModel
SentenceTransformer(modules=[CLIPModel("mieb-fixtures/tiny-clip")]).save(sys.argv[1])`;
        await run(python ?? "", ["-c", script, saved]);
      }, 600_000);

      it("is called after its folder and content", async () => {
        const model = await openPythonModel(parseReference(`python:${saved}`), { MIEB_PYTHON: python });
        expect(model.metadata).toMatchObject({
          name: "local/tiny-st",
          revision: expect.stringMatching(/^local-[0-9a-f]{12}$/),
          modalities: ["image", "text"],
          embedDimension: 32,
        });
      });

      describeModel("tiny-clip by sentence-transformers", async () => {
        const model = await openPythonModel(parseReference(`python:${saved}`), { MIEB_PYTHON: python });
        return model.load({ dtype: "fp32", device: "cpu", onOutput: () => undefined });
      });
    });
  },
);
