import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sharedFolder, sharedFolderMissing, startLoopbackHub } from "@mieb/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mieb, type CliOptions } from "./cli-process.ts";

let folder: string;
let where: readonly string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mieb-variants-"));
  where = ["--output-folder", join(folder, "results"), "--cache-folder", join(folder, "cache"), "--json"];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Report {
  readonly models: readonly {
    readonly results: readonly { readonly task_name: string; readonly scores: Scores }[];
    readonly summary: { readonly encoded: number; readonly done: number };
  }[];
}
type Scores = Readonly<Record<string, readonly { readonly main_score: number }[]>>;

async function run(args: readonly string[], options: CliOptions = {}): Promise<Report["models"][0]> {
  const { code, stdout, stderr } = await mieb(["run", ...args, ...where], options);
  expect(code, stderr).toBe(0);
  return (JSON.parse(stdout) as Report).models[0]!;
}

describe("variants of a model", { timeout: 180_000 }, () => {
  const task = ["-m", "fixture/text", "-t", "FixtureGood"];
  const results = (): string => join(folder, "results/fixture__text/r1");

  it("have results of their own from the embeddings of the plain model", async () => {
    expect((await run(task)).summary.encoded).toBeGreaterThan(0);
    const plain = await readFile(join(results(), "FixtureGood.json"), "utf8");
    for (const [flags, experiment, provenance] of [
      [["--dimensions", "2"], "embed_dim_2", { dimensions: 2 }],
      [["--quantize", "binary"], "output_dtypes_binary", { quantize: "binary" }],
      [
        ["--dimensions", "2", "--quantize", "uint8"],
        "embed_dim_2__output_dtypes_uint8",
        { dimensions: 2, quantize: "uint8" },
      ],
    ] as const) {
      expect((await run([...task, ...flags])).summary).toMatchObject({ encoded: 0, done: 1 });
      const file = await readFile(join(results(), "experiments", experiment, "FixtureGood.json"), "utf8");
      expect(JSON.parse(file)).toMatchObject({ mieb: provenance });
    }
    expect(await readFile(join(results(), "FixtureGood.json"), "utf8")).toBe(plain);
    expect((await readdir(join(results(), "experiments"))).length).toBe(3);
  });

  it("are named in the table and in the JSON", async () => {
    const flags = ["--dimensions", "2", "--quantize", "uint8"];
    const json = await run([...task, ...flags]);
    expect(json).toMatchObject({ experiment: { embed_dim: 2, output_dtypes: "uint8" } });
    const { stdout } = await mieb(["run", ...task, ...flags, ...where.filter((flag) => flag !== "--json")]);
    expect(stdout).toMatch(/^fixture\/text r1 embed_dim=2 output_dtypes=uint8\n/);
    expect(await run(task)).not.toHaveProperty("experiment");
  });

  it("are planned apart in a dry run", async () => {
    await run([...task, "--quantize", "binary"]);
    const plan = async (...flags: string[]): Promise<unknown> =>
      JSON.parse((await mieb(["run", ...task, ...flags, "--dry-run", ...where])).stdout);
    expect(await plan()).toMatchObject({ models: [{ tasks: [{ done: 0 }] }] });
    expect(await plan("--quantize", "binary")).toMatchObject({ models: [{ tasks: [{ done: 1 }] }] });
  });

  it.each([
    [
      "more numbers than there are",
      ["--dimensions", "3"],
      3,
      "dimensions: 3 were asked for, but the model's vectors have 2",
    ],
    ["a type that is none", ["--quantize", "int7"], 2, "--quantize"],
  ])("refuse %s", async (_, flags, code, message) => {
    expect(await mieb(["run", ...task, ...flags, ...where])).toMatchObject({
      code,
      stderr: expect.stringContaining(message),
    });
  });
});

const shared = sharedFolder();

/** What the Python mteb 2.26.24 scores with tiny-clip, its embeddings truncated or in a CompressionWrapper. */
const expectations = [
  {
    flags: ["--dimensions", "16"],
    expected: {
      CIFAR10ZeroShot: 0.166667,
      Flickr30kT2IRetrieval: 0.08386,
      CIFAR10Clustering: 0.289325,
      STS13VisualSTS: 0.229884,
    },
  },
  {
    flags: ["--quantize", "int8"],
    expected: {
      CIFAR10ZeroShot: 0.111111,
      Flickr30kT2IRetrieval: 0.10588,
      CIFAR10Clustering: 0.306571,
      STS13VisualSTS: 0.220315,
    },
  },
  {
    flags: ["--quantize", "binary"],
    expected: {
      CIFAR10ZeroShot: 0.2,
      Flickr30kT2IRetrieval: 0.06289,
      CIFAR10Clustering: 0.252562,
      STS13VisualSTS: 0.430572,
    },
  },
] as const;
const root = fileURLToPath(new URL("../../..", import.meta.url));

describe.skipIf(!shared)(
  `variants against the Python mteb${shared ? "" : ` (skipped: ${sharedFolderMissing})`}`,
  () => {
    it("score what mteb scores", { timeout: 120_000 }, async () => {
      const hub = await startLoopbackHub({ root: join(shared ?? "", "golden/hub") });
      const env = { HF_ENDPOINT: hub.endpoint, HF_HOME: join(folder, "huggingface"), HF_HUB_OFFLINE: "0" };
      for (const { flags, expected } of expectations) {
        const tasks = ["-m", "mieb-fixtures/tiny-clip", "-t", ...Object.keys(expected)];
        const { results } = await run([...tasks, ...flags], { cwd: root, env });
        expect(results.length).toBe(Object.keys(expected).length);
        for (const { task_name, scores } of results) {
          const [entry] = Object.values(scores).flat();
          const value = expected[task_name as keyof typeof expected];
          // Near ties of an STS task may fall otherwise than in torch.
          expect(entry?.main_score, `${flags.join(" ")} ${task_name}`).toBeCloseTo(
            value,
            task_name.startsWith("STS") ? 3 : 5,
          );
        }
      }
      await hub.close();
    });
  },
);
