import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { sharedFolder, sharedFolderMissing, startLoopbackHub, type LoopbackHub } from "@mieb/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** Task → split → subset → metric → value. */
type Golden = Record<string, Record<string, Record<string, Record<string, number>>>>;

interface Report {
  readonly models: readonly {
    readonly results: readonly {
      readonly task_name: string;
      readonly mieb: object;
      readonly scores: Record<string, readonly (Record<string, number> & { readonly hf_subset: string })[]>;
    }[];
    readonly summary: { readonly encoded: number; readonly cached: number };
  }[];
}

const run = promisify(execFile);
const shared = sharedFolder();
const cli = fileURLToPath(new URL("../dist/bin.js", import.meta.url));
const fixtures = new URL("../../../plugins/model-colpali/test/fixtures/", import.meta.url);
const models = [
  ["tiny-colpali", "golden.json"],
  ["tiny-colqwen2", "golden-colqwen2.json"],
] as const;

describe.skipIf(!shared)(
  `late interaction against the Python mteb${shared ? "" : ` (skipped: ${sharedFolderMissing})`}`,
  { timeout: 120_000 },
  () => {
    let hub: LoopbackHub;
    let folder: string;
    beforeAll(async () => {
      hub = await startLoopbackHub({ root: join(shared ?? "", "golden/hub") });
      folder = await mkdtemp(join(tmpdir(), "mieb-late-"));
    });
    afterAll(async () => {
      await hub?.close();
      await rm(folder, { recursive: true, force: true });
    });

    const evaluate = async (
      name: string,
      tasks: readonly string[],
      output: string,
    ): Promise<Report["models"][number]> => {
      const model = fileURLToPath(new URL(name, fixtures));
      const own = { HF_HOME: join(folder, "huggingface"), MIEB_CACHE: join(folder, "cache"), NODE_OPTIONS: "" };
      const { stdout } = await run(
        process.execPath,
        [cli, "run", "-m", model, "-t", ...tasks, "--output-folder", join(folder, output), "--json"],
        { env: { ...process.env, HF_ENDPOINT: hub.endpoint, ...own }, maxBuffer: 2 ** 28 },
      );
      return (JSON.parse(stdout) as Report).models[0]!;
    };

    it.each(models)(
      "scores documents, images, fused pairs and re-ranking of %s as it does, and again from the store",
      async (name, file) => {
        const golden = JSON.parse(readFileSync(new URL(file, fixtures), "utf8")) as Golden;
        const tasks = Object.keys(golden);
        const first = await evaluate(name, tasks, "first");
        expect(first.results.map((result) => result.task_name).toSorted()).toEqual(tasks.toSorted());
        for (const { task_name, scores, mieb } of first.results) {
          expect(mieb).toMatchObject({ software: { "onnxruntime-node": expect.stringMatching(/^\d+\.\d+\.\d+$/) } });
          for (const [split, subsets] of Object.entries(golden[task_name]!)) {
            for (const [subset, expected] of Object.entries(subsets)) {
              const entry = scores[split]?.find(({ hf_subset }) => hf_subset === subset);
              for (const [metric, value] of Object.entries(expected))
                expect(entry?.[metric], `${task_name} ${split} ${subset} ${metric}`).toBeCloseTo(value, 5);
            }
          }
        }
        const second = await evaluate(name, tasks, "second");
        expect(first.summary.encoded).toBeGreaterThan(0);
        expect(second.summary.encoded).toBe(0);
        const scoresOf = ({ results }: Report["models"][number]): unknown => results.map(({ scores }) => scores);
        expect(scoresOf(second)).toEqual(scoresOf(first));
      },
    );
  },
);
