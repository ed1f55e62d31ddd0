import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mieb, type CliOutcome } from "./cli-process.ts";

/** A task of three subsets and two splits, an average of two of its subsets, and benchmarks `Whole` and `Part`. */
const cwd = fileURLToPath(new URL("fixtures/language-pack", import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mieb-benchmarks-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const run = (...args: string[]): Promise<CliOutcome> => {
  const folders = ["--output-folder", join(folder, "results"), "--cache-folder", join(folder, "cache")];
  return mieb(["run", "-m", "fixture/words", ...args, ...folders], { cwd });
};

interface Report {
  readonly summary: object;
  readonly models: readonly [{ readonly benchmarks: readonly object[] }];
}

const runJson = async (...args: string[]): Promise<Report> => {
  const { code, stdout, stderr } = await run(...args, "--json");
  expect([code, stderr]).toEqual([0, expect.not.stringContaining("error:")]);
  return JSON.parse(stdout) as Report;
};

const subsetsOf = async (task: string): Promise<Record<string, string[]>> => {
  const file = join(folder, "results/fixture__words/r1", `${task}.json`);
  const { scores } = JSON.parse(await readFile(file, "utf8")) as { scores: Record<string, { hf_subset: string }[]> };
  return Object.fromEntries(
    Object.entries(scores).map(([split, entries]) => [split, entries.map(({ hf_subset }) => hf_subset).toSorted()]),
  );
};

describe("a benchmark's run", () => {
  it("ends with means per type, over tasks, over types, and over the benchmarks it contains", async () => {
    const { code, stdout } = await run("-b", "Whole");
    expect(code).toBe(0);
    const [, table = ""] = stdout.split("\nWhole\n");
    const rows = [...table.matchAll(/│ (.+?) +│ +(\d*) │ +([\d.]+) │/g)].map(([, ...cells]) => cells);
    expect(rows).toEqual([
      ["VisualSTS(eng)", "1", "1.0000"],
      ["VisualSTS(multi)", "2", "0.5000"],
      ["all tasks", "3", "0.6667"],
      ["all task types", "3", "0.7500"],
      ["tasks of Part", "", "1.0000"],
    ]);
  });

  it("tells programs the same", async () => {
    const { models } = await runJson("-b", "Whole", "Part");
    expect(models[0].benchmarks).toMatchObject([
      {
        benchmark: "Whole",
        filtered: false,
        notInstalled: [],
        tasks: [
          { task: "Languages", type: "VisualSTS(multi)", score: 0.5, scored: 6, expected: 6 },
          { task: "Words", type: "VisualSTS(eng)", score: 1, scored: 1, expected: 1 },
          { task: "LanguagesMultilingual", score: 0.5 },
        ],
        types: [
          { type: "VisualSTS(eng)", score: 1, scored: 1, tasks: 1 },
          { type: "VisualSTS(multi)", score: 0.5, scored: 2, tasks: 2 },
        ],
        meanOfTasks: 2 / 3,
        meanOfTypes: 0.75,
        contains: [{ benchmark: "Part", meanOfTasks: 1 }],
      },
      { benchmark: "Part", meanOfTasks: 1, contains: [] },
    ]);
  });

  it("defines no mean while a task is missing, and says what the mean of the others is", async () => {
    const where = ["--output-folder", join(folder, "results"), "--cache-folder", join(folder, "cache")];
    const { code, stdout } = await mieb(["run", "-m", "fixture/text", "-b", "FixtureBench", ...where]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/all tasks +│ 1 of 2 │ +– │ +0\.7500 │/);
    expect(stdout).toContain("1 task not installed");
  });

  it("with chosen languages counts these alone, also of results that hold more", async () => {
    await run("-b", "Whole");
    const { code, stdout } = await run("-b", "Whole", "-l", "DEU");
    expect(code).toBe(0);
    expect(stdout).toMatch(/Languages +│[^│]+│ accuracy │ +0\.2500/);
    expect(stdout).toMatch(/Words +│[^│]+│ accuracy │ skipped/);
    expect(stdout).toMatch(/all tasks +│ +2 │ 0\.3750/);
    expect(stdout).toContain("the leaderboard counts all");
  });
});

describe("splits and subsets", () => {
  it("are evaluated as chosen, and what is missing is added later", async () => {
    expect(await runJson("-t", "Languages", "-l", "deu", "--eval-splits", "dev")).toMatchObject({
      summary: { encoded: 1 },
    });
    expect(await subsetsOf("Languages")).toEqual({ dev: ["de"] });
    await runJson("-t", "Languages", "-l", "deu-Latn", "fra");
    expect(await subsetsOf("Languages")).toEqual({ dev: ["de", "fr"], test: ["de", "fr"] });
    expect(await runJson("-t", "Languages")).toMatchObject({ summary: { done: 1, encoded: 2 } });
    const all = ["de", "en", "fr"];
    expect(await subsetsOf("Languages")).toEqual({ dev: all, test: all });
    expect(await runJson("-t", "Languages")).toMatchObject({ summary: { reused: 1, encoded: 0 } });
  });

  it("of an aggregate are no more of its component than it needs, whose result it takes when there is one", async () => {
    expect(await runJson("-t", "LanguagesMultilingual")).toMatchObject({ summary: { encoded: 2 } });
    expect(await subsetsOf("Languages")).toEqual({ test: ["de", "fr"] });
    expect(await runJson("-t", "Languages")).toMatchObject({ summary: { encoded: 4 } });
    await rm(join(folder, "results/fixture__words/r1/LanguagesMultilingual.json"));
    await rm(join(folder, "cache"), { recursive: true });
    expect(await runJson("-t", "LanguagesMultilingual")).toMatchObject({
      summary: { done: 1, encoded: 0 },
      models: [{ results: [{ scores: { test: [{ main_score: 0.5 }] } }] }],
    });
  });

  it.each([
    ["a split nobody has", ["--eval-splits", "tset"], "Did you mean test?"],
    ["languages that leave nothing", ["-l", "tlh"], "deu-Latn, eng-Latn, fra-Latn"],
  ])("refuse %s", async (_, args, message) => {
    expect(await run("-t", "Languages", ...args)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining(message),
    });
  });
});

it("available-benchmarks tells tasks, types, languages and what is installed", async () => {
  const { stdout } = await mieb(["available-benchmarks", "--json", "-b", "Whole"], { cwd });
  const tasks = ["Languages", "Words", "LanguagesMultilingual"];
  expect(JSON.parse(stdout)).toEqual([
    {
      name: "Whole",
      description: "All of it.",
      tasks,
      installedTasks: tasks,
      types: { "VisualSTS(multi)": 2, "VisualSTS(eng)": 1 },
      languages: ["deu", "eng", "fra"],
      plugin: "language-pack",
    },
  ]);
});
