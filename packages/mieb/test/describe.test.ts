import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { mieb } from "./cli-process.ts";

const cwd = fileURLToPath(new URL("fixtures/language-pack", import.meta.url));
const root = fileURLToPath(new URL("../../..", import.meta.url));

describe("mieb describe", () => {
  it("prints a page: metadata, languages per subset, scoring, defects, citation", async () => {
    const { code, stdout, stderr } = await mieb(["describe", "Languages"], { cwd });
    expect([code, stderr]).toEqual([0, ""]);
    for (const [name, value] of [
      ["type", "VisualSTS(multi) (MIEB's category Visual STS)"],
      ["category", "t2t"],
      ["modalities", "text"],
      ["splits", "dev, test"],
      ["languages", "en (eng-Latn), de (deu-Latn), fr (fra-Latn)"],
      ["dataset", "with the plugin"],
      ["licence", "cc0-1.0"],
      ["main score", "accuracy"],
      ["benchmarks", "Whole"],
      ["plugin", "language-pack"],
    ]) {
      expect(stdout).toMatch(new RegExp(`^${name} +${value?.replaceAll(/[.()]/g, "\\$&")}$`, "m"));
    }
    expect(stdout).toMatch(/How it is scored\n +Reads off the score of Languages\./);
    expect(stdout).toMatch(/- One row is damaged\.\n +- The score is made up\./);
    expect(stdout).toMatch(/Citation\n {2}@misc\{languages,\n {4}title/);
  });

  it("says what an aggregate averages, and tells programs the same of several tasks", async () => {
    const { stdout } = await mieb(["describe", "LanguagesMultilingual", "Words", "--json"], { cwd });
    expect(JSON.parse(stdout)).toMatchObject([
      {
        name: "LanguagesMultilingual",
        evaluator: null,
        components: [{ task: "Languages", splits: ["test"], subsets: ["de", "fr"] }],
        protocol: expect.stringContaining("Languages, split test, subsets de, fr"),
        notes: [],
      },
      { name: "Words", evaluator: "fixture-languages", components: [], benchmarks: ["Part", "Whole"] },
    ]);
  });

  it("knows the options of the evaluators we bring", async () => {
    const { stdout } = await mieb(["describe", "STL10", "VisualSTS17Eng", "--json"], { cwd: root });
    expect(JSON.parse(stdout)).toMatchObject([
      {
        miebCategory: "Linear Probe",
        options: { samplesPerLabel: 8, experiments: 10, trainSplit: "train" },
        protocol: expect.stringContaining("10 times, 8 images per label"),
        plugin: "@mieb/task-linear-probe",
      },
      { benchmarks: expect.arrayContaining(["MIEB(eng)"]), notes: [expect.any(String), expect.any(String)] },
    ]);
  });

  it("suggests names near an unknown one, for each, and exits 2", async () => {
    const outcome = await mieb(["describe", "Langauges", "Wrods"], { cwd });
    expect(outcome).toMatchObject({ code: 2, stdout: "" });
    expect(outcome.stderr).toMatch(/Langauges.*Did you mean Languages.*Wrods.*Did you mean Words/s);
  });

  it("asks for a name", async () => {
    expect(await mieb(["describe"], { cwd })).toMatchObject({ code: 2, stderr: expect.stringContaining("names") });
  });
});
