import { once } from "node:events";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mieb, packFolder, startMieb } from "./cli-process.ts";

let folder: string;
let where: readonly string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mieb-cli-"));
  where = ["--output-folder", join(folder, "results"), "--cache-folder", join(folder, "cache")];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("usage", () => {
  it("prints help on stdout and exits 0", async () => {
    for (const args of [["--help"], ["run", "--help"], ["cache", "--help"]]) {
      expect(await mieb(args)).toMatchObject({ code: 0, stderr: "", stdout: expect.stringContaining("Usage: mieb") });
    }
  });

  it("says without arguments what there is, and exits 2", async () => {
    expect(await mieb([])).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("available-tasks") });
  });

  it.each([
    ["a command", ["rnu"], "Did you mean run?", 2],
    ["a flag", ["run", "--taks", "x"], "Did you mean --tasks?", 2],
    ["a task", ["run", "-m", "fixture/text", "-t", "FixtureGod"], "Did you mean FixtureGood", 2],
    ["a split", ["run", "-m", "fixture/text", "-t", "FixtureGood", "--eval-splits", "tset"], "Did you mean test?", 2],
    [
      "names with a comma",
      ["available-tasks", "-t", "FixtureGood,FixtureSlow"],
      "by spaces: FixtureGood FixtureSlow",
      2,
    ],
    ["a benchmark", ["run", "-m", "fixture/text", "-b", "FixtureBanch"], "Did you mean FixtureBench", 2],
    ["a type", ["available-tasks", "--task-types", "ImageClasification"], "Did you mean ImageClassification", 2],
    ["a model while offline", ["run", "-m", "fixture/tekst", "-t", "FixtureGood"], "Did you mean fixture/text?", 5],
  ])("suggests what %s may have meant, without a stack", async (_, args, suggestion, code) => {
    const outcome = await mieb(args);
    expect(outcome).toMatchObject({ code, stdout: "", stderr: expect.stringContaining(suggestion) });
    expect(outcome.stderr).not.toMatch(/^\s+at /m);
  });

  it.each([
    ["a value that is none", ["run", "--batch-size", "many"], /--batch-size.*whole number/],
    [
      "languages of no task",
      ["run", "-m", "fixture/text", "-t", "FixtureGood", "-l", "deu"],
      /hint:.*languages eng-Latn/,
    ],
    ["a model without tasks", ["run", "-m", "fixture/text"], /hint:.*available-tasks/],
  ])("says what is wrong with %s and exits 2", async (_, args, message) => {
    expect(await mieb(args)).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(message) });
  });
});

describe("listing", () => {
  it("is tab-separated where stdout is no terminal", async () => {
    const { stdout } = await mieb(["available-tasks", "-t", "FixtureGood", "FixtureImages"]);
    expect(
      stdout
        .trim()
        .split("\n")
        .map((line) => line.split("\t").slice(0, 4)),
    ).toEqual([
      ["task", "type", "languages", "main score"],
      ["FixtureGood", "ImageClassification", "eng", "accuracy"],
      ["FixtureImages", "ImageClassification", "eng", "accuracy"],
    ]);
  });

  it("filters by type, category and language, and may be empty", async () => {
    const names = async (...args: string[]): Promise<string[]> => {
      const { stdout } = await mieb(["available-tasks", "--json", ...args]);
      return (JSON.parse(stdout) as { name: string }[])
        .map(({ name }) => name)
        .filter((name) => name.startsWith("Fixture"));
    };
    const all = ["FixtureFailing", "FixtureGood", "FixtureImages", "FixtureSlow"];
    expect(await names("--task-types", "imageclassification", "--categories", "t2c", "-l", "eng", "deu")).toEqual(all);
    expect(await names("-l", "eng-Latn")).toEqual(all);
    expect(await names("-l", "tlh")).toEqual([]);
  });

  it("names models and benchmarks with their plugins", async () => {
    const listed = (await mieb(["available-models"])).stdout;
    expect(listed).toMatch(/\nfamily\ttakes\tplugin\nclip\t.*model_type clip.*\t@mieb\/model-clip\n/);
    const models = JSON.parse((await mieb(["available-models", "--json"])).stdout) as { models: object[] };
    expect(models.models).toContainEqual(
      expect.objectContaining({ name: "fixture/text", repository: null, plugin: "fixture-pack" }),
    );
    const benchmarks = JSON.parse(
      (await mieb(["available-benchmarks", "--json", "-b", "FixtureBench"])).stdout,
    ) as object[];
    expect(benchmarks).toMatchObject([
      { name: "FixtureBench", installedTasks: ["FixtureGood"], plugin: "fixture-pack" },
    ]);
  });

  it("warns of a broken plugin by name, file and field, and goes on", async () => {
    await cp(packFolder, join(folder, "node_modules/fixture-pack"), { recursive: true });
    await mkdir(join(folder, "node_modules/broken"), { recursive: true });
    await writeFile(
      join(folder, "package.json"),
      JSON.stringify({ dependencies: { "fixture-pack": "1", broken: "1" } }),
    );
    await writeFile(
      join(folder, "node_modules/broken/package.json"),
      JSON.stringify({ name: "broken", main: "x.cjs", mieb: { plugin: "." } }),
    );
    await writeFile(
      join(folder, "node_modules/broken/x.cjs"),
      `module.exports = { name: "broken", contractVersion: 1, tasks: 5 };`,
    );
    const listed = await mieb(["available-tasks"], { cwd: folder });
    expect(listed).toMatchObject({ code: 0, stdout: expect.stringContaining("FixtureGood") });
    expect(listed.stderr).toMatch(/broken.*x\.cjs.*tasks/s);
    const ran = await mieb(["run", "-m", "fixture/text", "-t", "FixtureGood", ...where], { cwd: folder });
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining("broken") });
    const missing = await mieb(["run", "-m", "fixture/text", "-t", "BrokenTask", ...where], { cwd: folder });
    expect(missing).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/hint:.*broken could not be used and may bring it/),
    });
  });
});

describe("run", () => {
  const run = ["run", "-m", "fixture/text"];

  it("takes several values after a flag, repeated flags and the reference's underscores, and prints a table", async () => {
    const args = [...run, "-t", "FixtureGood", "FixtureSlow", "-t", "FixtureImages", "--batch_size", "4", ...where];
    const { code, stdout, stderr } = await mieb(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/FixtureGood.*0\.7500.*0\.2500[^]*FixtureSlow.*0\.7500[^]*FixtureImages.*skipped/);
    expect(stderr).toMatch(/skipped FixtureImages: .*image/);
    expect(stderr).toContain(join(folder, "results", "fixture__text", "r1"));
    expect(stderr).toMatch(/Next:.*run -m/);
    const files = await readdir(join(folder, "results/fixture__text/r1"));
    expect(files).toEqual(expect.arrayContaining(["FixtureGood.json", "FixtureSlow.json", "model_meta.json"]));
  });

  it("runs a model given twice once, and says that its revision is fixed", async () => {
    const args = [...run, "fixture/text", "--model-revision", "v2", "-t", "FixtureGood", "--json", ...where];
    const { stdout, stderr } = await mieb(args);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { done: 1, reused: 0 } });
    expect(stderr).toContain("--model-revision changes nothing for fixture/text");
  });

  it("names plugins and phases under -v 3", async () => {
    const { stderr } = await mieb([...run, "-t", "FixtureGood", "-v", "3", ...where]);
    expect(stderr).toMatch(/plugin fixture-pack: 4 tasks[^]*FixtureGood {2}encode \(test, default\)/);
  });

  it.each(["--output-folder", "--cache-folder", "--prediction-folder"])(
    "refuses a %s that cannot be written before it begins",
    async (flag) => {
      await writeFile(join(folder, "file"), "");
      const outcome = await mieb([...run, "-t", "FixtureGood", ...where, flag, join(folder, "file/sub")]);
      expect(outcome).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(`${flag}: ${folder}`) });
      expect(outcome.stderr).toContain("ENOTDIR");
      expect(await readdir(folder)).toEqual(["file"]);
    },
  );

  it("stops at a name with two owners only when the run asks for it", async () => {
    await cp(packFolder, join(folder, "node_modules/fixture-pack"), { recursive: true });
    await cp(packFolder, join(folder, "node_modules/second"), { recursive: true });
    const pack = join(folder, "node_modules/second/pack.js");
    const source = (await readFile(pack, "utf8")).replace('"fixture-pack"', '"second"');
    const others = ["FixtureSlow", "FixtureImages", "FixtureFailing"];
    const renamed = others.reduce((text, name) => text.replaceAll(name, `Second${name}`), source);
    await writeFile(
      pack,
      renamed
        .replaceAll("FixtureBench", "SecondBench")
        .replaceAll("fixture/text", "second/text")
        .replace('name: "fixture",', 'name: "second",')
        .replace('evaluator: "fixture"', 'evaluator: "second"'),
    );
    await writeFile(
      join(folder, "package.json"),
      JSON.stringify({ dependencies: { "fixture-pack": "1", second: "1" } }),
    );
    const double = await mieb([...run, "-t", "FixtureGood", ...where], { cwd: folder });
    expect(double).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/error: .*"FixtureGood" is brought by fixture-pack and by second \(.*pack\.js\)/),
    });
    const other = await mieb([...run, "-t", "FixtureSlow", ...where], { cwd: folder });
    expect(other).toMatchObject({ code: 0, stderr: expect.stringMatching(/warning: plugin second left out/) });
    const listed = await mieb(["available-tasks", "-t", "FixtureGood"], { cwd: folder });
    expect(listed).toMatchObject({ code: 0, stderr: expect.stringMatching(/plugin second left out/) });
  });

  it("records a failed task, goes on and exits 3; --on-error fail stops there", async () => {
    const args = [...run, "-t", "FixtureFailing", "FixtureGood", "--json", ...where];
    const outcome = await mieb(args);
    const report = JSON.parse(outcome.stdout) as { models: [{ results: { task_name: string }[]; failures: object[] }] };
    expect(outcome.code).toBe(3);
    expect(report).toMatchObject({
      summary: { done: 1, failed: 1, encoded: 8 },
      models: [
        {
          name: "fixture/text",
          revision: "r1",
          results: [{ task_name: "FixtureGood", scores: { test: [{ main_score: 0.75 }] } }],
        },
      ],
    });
    expect(report.models[0].failures).toMatchObject([
      { task: "FixtureFailing", message: expect.stringContaining("came out wrong") },
    ]);
    const stopped = await mieb([...args, "--on-error", "fail"]);
    expect([stopped.code, JSON.parse(stopped.stdout)]).toMatchObject([3, { models: [{ results: [] }] }]);
  });

  it("runs what is installed of a benchmark, counts the rest, and reuses results", async () => {
    const args = [...run, "-b", "FixtureBench", "--json", ...where];
    expect(await mieb(args)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("1 task of FixtureBench is not installed"),
    });
    const again = await mieb([...args, "-v"]);
    expect(again.stderr).toContain("FixtureAbsent");
    expect(JSON.parse(again.stdout)).toMatchObject({ summary: { done: 0, reused: 1, encoded: 0 } });
  });

  it("says in a dry run what there is to do, and does nothing", async () => {
    const plan = async (): Promise<unknown> =>
      JSON.parse((await mieb([...run, "-t", "FixtureGood", "--dry-run", "--json", ...where])).stdout);
    const task = { task: "FixtureGood", splits: ["test"], subsets: ["default"], revision: "local", evaluations: 1 };
    expect(await plan()).toMatchObject({ models: [{ name: "fixture/text", tasks: [{ ...task, done: 0 }] }] });
    expect(await readdir(folder)).toEqual([]);
    await mieb([...run, "-t", "FixtureGood", ...where]);
    expect(await plan()).toMatchObject({ models: [{ tasks: [{ ...task, done: 1 }] }] });
    const file = join(folder, "results/fixture__text/r1/FixtureGood.json");
    const result = await readFile(file, "utf8");
    await writeFile(file, result.replace(/"dataset_revision": "local-[0-9a-f]{12}"/, '"dataset_revision": "local-0"'));
    expect(await plan()).toMatchObject({ models: [{ tasks: [{ ...task, done: 0 }] }] });
  });

  it("gives other weights a folder of their own, in results and dry run", async () => {
    const args = [...run, "-t", "FixtureGood", "--dtype", "q8", ...where];
    const results = join(folder, "results/fixture__text/r1/experiments/dtype_q8");
    expect(await mieb(args)).toMatchObject({ code: 0, stderr: expect.stringContaining(results) });
    expect(await readdir(results)).toContain("FixtureGood.json");
    const plan = await mieb([...args, "--dry-run", "--json"]);
    expect(JSON.parse(plan.stdout)).toMatchObject({ models: [{ tasks: [{ done: 1 }] }] });
  });

  it("takes the old flags of the reference, and says which change nothing", async () => {
    const old = ["--overwrite", "--save_predictions", "--num_proc", "4", "--no-co2-tracker"];
    const args = [...run, "-t", "FixtureGood", "--json", ...where];
    await mieb(args);
    const outcome = await mieb([...args, ...old]);
    expect(outcome).toMatchObject({ code: 0, stderr: expect.stringContaining("--num-proc changes nothing") });
    expect(JSON.parse(outcome.stdout)).toMatchObject({ summary: { done: 1, reused: 0 } });
  });

  it("colours for a terminal or when forced, and never under NO_COLOR", async () => {
    const args = [...run, "-t", "FixtureGood", ...where];
    const escape = "\u001b[";
    expect((await mieb(args, { env: { FORCE_COLOR: "1" } })).stdout).toContain(escape);
    for (const env of [{}, { NO_COLOR: "1" }]) {
      const { stdout, stderr } = await mieb(args, { env });
      expect(stdout + stderr).not.toContain(escape);
    }
  });

  it("prefers a flag to a variable, a variable to the config file, and the file to the default", async () => {
    await cp(packFolder, folder, { recursive: true });
    await writeFile(
      join(folder, "mieb.config.js"),
      `export default { run: { tasks: ["FixtureGood"], outputFolder: "from-config", batchSize: 3 } };`,
    );
    const batchSizeOf = async (args: readonly string[], env: Record<string, string>): Promise<unknown> => {
      const { stdout, stderr } = await mieb(
        [...run, "--overwrite-strategy", "always", "--json", "--cache-folder", join(folder, "cache"), ...args],
        { cwd: folder, env },
      );
      expect(stderr).not.toContain("error:");
      return (JSON.parse(stdout) as { models: [{ results: [{ mieb: { batchSize: number } }] }] }).models[0].results[0]
        .mieb.batchSize;
    };
    expect(await batchSizeOf([], {})).toBe(3);
    expect(await batchSizeOf([], { MIEB_BATCH_SIZE: "4" })).toBe(4);
    expect(await batchSizeOf(["--batch-size", "5"], { MIEB_BATCH_SIZE: "4" })).toBe(5);
    expect(await readdir(join(folder, "from-config"))).toEqual(["fixture__text"]);
  });

  it("writes events as JSON lines on stderr", async () => {
    const { stderr } = await mieb([...run, "-t", "FixtureGood", "--progress", "json", "-v", "0", ...where]);
    const lines = stderr
      .trim()
      .split("\n")
      .filter((line) => line.startsWith("{"));
    const types = lines.map((line) => (JSON.parse(line) as { type: string }).type);
    expect([types[0], types.at(-1)]).toEqual(["run-start", "run-end"]);
    expect(types).toContain("encode-progress");
  });

  it("stops cleanly on SIGINT with 130, and the same command goes on from there", async () => {
    const args = [
      ...run,
      "-t",
      "FixtureGood",
      "FixtureSlow",
      "--batch-size",
      "1",
      "--progress",
      "json",
      "--json",
      ...where,
    ];
    const process = startMieb(args);
    let stderr = "";
    process.stderr?.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
      const isAmidst = ['"task-done","task":"FixtureGood"', '"encode-progress","task":"FixtureSlow"'].every((event) =>
        stderr.includes(event),
      );
      if (!process.killed && isAmidst) process.kill("SIGINT");
    });
    const [code] = (await once(process, "close")) as [number];
    expect(code).toBe(130);
    expect(stderr).toContain("the same command goes on from there");
    const again = await mieb(args);
    expect([again.code, JSON.parse(again.stdout)]).toMatchObject([0, { summary: { reused: 1, done: 1 } }]);
  });
});

describe("cache and doctor", () => {
  it("tells what the store holds, verifies it and prunes it", async () => {
    const cache = ["--cache-folder", join(folder, "cache")];
    await mieb(["run", "-m", "fixture/text", "-t", "FixtureGood", ...where]);
    expect(JSON.parse((await mieb(["cache", "info", "--json", ...cache])).stdout)).toMatchObject({
      partitions: [{ model: "fixture/text", rows: 4, dimension: 2 }],
    });
    expect(await mieb(["cache", "verify", ...cache])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("whole"),
    });
    expect((await mieb(["cache", "prune", "--older-than", "1", ...cache])).stdout).toBe("0 B freed\n");
    expect(await mieb(["cache", "prune", ...cache])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--all"),
    });
    const plan = await mieb(["cache", "prune", "--all", "--dry-run", ...cache]);
    expect(plan.stdout).toMatch(/fixture\/text\t4 rows.*\n.* would be freed/);
    expect(JSON.parse((await mieb(["cache", "info", "--json", ...cache])).stdout)).toMatchObject({ partitions: [{}] });
    expect((await mieb(["cache", "prune", "--all", ...cache])).code).toBe(0);
    expect(JSON.parse((await mieb(["cache", "info", "--json", ...cache])).stdout)).toMatchObject({ partitions: [] });
  });

  it("marks a hub that answers, but not as a hub does", async () => {
    const server = createServer((_, response) => response.writeHead(404).end());
    await once(server.listen(0, "127.0.0.1"), "listening");
    try {
      const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const { stdout } = await mieb(["doctor", "--json"], { env: { HF_HUB_OFFLINE: "0", HF_ENDPOINT: endpoint } });
      const checks = JSON.parse(stdout) as { name: string }[];
      expect(checks.find(({ name }) => name === "hub")).toMatchObject({
        status: "warn",
        detail: expect.stringContaining("404"),
        hint: expect.stringContaining("HF_ENDPOINT"),
      });
    } finally {
      server.close();
    }
  });

  it("checks the machine and lists plugins", async () => {
    const { code, stdout } = await mieb(["doctor", "--json", "--cache-folder", join(folder, "cache")]);
    const checks = JSON.parse(stdout) as { name: string; status: string; detail: string }[];
    expect(code).toBe(0);
    expect(checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["Node", "kernels", "ONNX Runtime", "hub", "embedding store", "hub cache"]),
    );
    expect(checks).toContainEqual({
      name: "plugin",
      status: "ok",
      detail: expect.stringMatching(/^fixture-pack: 4 tasks/),
    });
  });
});

it("the version of the command line is that of its package", async () => {
  const manifest = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  expect((await mieb(["--version"])).stdout.trim()).toBe(manifest.version);
});
