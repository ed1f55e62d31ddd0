import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { mieb } from "./cli-process.ts";

const cwd = fileURLToPath(new URL("fixtures/language-pack", import.meta.url));

interface PlannedTask {
  readonly task: string;
  readonly componentOf?: string;
  readonly splits: readonly string[];
  readonly subsets: readonly string[];
  readonly done: number;
}

async function scratch(): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "mieb-dry-run-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return ["--output-folder", join(folder, "results"), "--cache-folder", join(folder, "cache")];
}

async function planOf(args: readonly string[]): Promise<readonly PlannedTask[]> {
  const { stdout } = await mieb(["run", "-m", "fixture/words", ...args, "--dry-run", "--json"], { cwd });
  return (JSON.parse(stdout) as { models: [{ tasks: readonly PlannedTask[] }] }).models[0].tasks;
}

it("a dry run names the component of an aggregate, with the part of it that is averaged", async () => {
  const where = await scratch();
  const args = ["-t", "LanguagesMultilingual", ...where];
  const component = {
    task: "Languages",
    componentOf: "LanguagesMultilingual",
    splits: ["test"],
    subsets: ["de", "fr"],
  };
  expect(await planOf(args)).toMatchObject([
    { ...component, done: 0 },
    { task: "LanguagesMultilingual", done: 0 },
  ]);
  const { stdout } = await mieb(["run", "-m", "fixture/words", ...args, "--dry-run"], { cwd });
  expect(stdout).toMatch(/^Languages for LanguagesMultilingual\ttest\tde,fr\tno/m);
  await mieb(["run", "-m", "fixture/words", ...args], { cwd });
  expect(await planOf(args)).toMatchObject([
    { ...component, done: 2 },
    { task: "LanguagesMultilingual", done: 1 },
  ]);
});

it("benchmarks and tasks add up, each task once, and a component that is asked for is listed once", async () => {
  const plan = await planOf(["-b", "Part", "-t", "LanguagesMultilingual", "Languages", "Words", ...(await scratch())]);
  expect(plan.map(({ task }) => task)).toEqual(["LanguagesMultilingual", "Languages", "Words"]);
  expect(plan.some(({ componentOf }) => componentOf !== undefined)).toBe(false);
});

it("a slip in a language is refused with what was meant, also beside task names", async () => {
  for (const args of [
    ["-t", "Words"],
    ["--task-types", "VisualSTS(eng)"],
  ]) {
    const outcome = await mieb(["run", "-m", "fixture/words", ...args, "-l", "engl", "--dry-run"], { cwd });
    expect(outcome).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('No language "engl". Did you mean eng?'),
    });
  }
  const none = await mieb(["run", "-m", "fixture/words", "-t", "Words", "-l", "fro", "--dry-run"], { cwd });
  expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining("leave nothing of the chosen tasks.") });
});
