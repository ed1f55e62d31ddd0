import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { ScoreEntry, TaskResult } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { benchmarkScores, type BenchmarkTask } from "./benchmark-scores.ts";

const task = (
  name: string,
  type: string | null,
  splits: string[] = ["test"],
  subsets = ["default"],
): BenchmarkTask => ({
  name,
  type,
  evaluations: splits.flatMap((split) => subsets.map((subset) => ({ split, subset }))),
});

const entry = (hf_subset: string, main_score: number | null): ScoreEntry => ({
  main_score,
  hf_subset,
  languages: [],
  mteb_version: null,
});

type Result = Pick<TaskResult, "task_name" | "scores">;

const result = (task_name: string, score: number | null): Result => ({
  task_name,
  scores: { test: [entry("default", score)] },
});

describe("scores of a benchmark", () => {
  const tasks = [task("A", "Probe"), task("B", "Probe"), task("C", "Cluster")];

  it("weigh tasks alike in one mean and types alike in the other", () => {
    const scores = benchmarkScores(tasks, [result("A", 0.25), result("B", 0.75), result("C", 1)]);
    expect(scores.types.map(({ type, score }) => [type, score])).toEqual([
      ["Cluster", 1],
      ["Probe", 0.5],
    ]);
    expect(scores.meanOfTasks).toBeCloseTo(2 / 3, 12);
    expect(scores.meanOfTypes).toBe(0.75);
    expect(scores.lenient).toEqual({ meanOfTasks: scores.meanOfTasks, meanOfTypes: scores.meanOfTypes });
  });

  it.each([
    ["is missing", [result("A", 0.25), result("C", 1)]],
    ["has an undefined score", [result("A", 0.25), result("B", null), result("C", 1)]],
  ])("are null for the type and the means when a task %s; other types keep theirs", (_, results) => {
    const scores = benchmarkScores(tasks, results);
    expect(scores).toMatchObject({ meanOfTasks: null, meanOfTypes: null });
    expect(scores.types).toEqual([
      { type: "Cluster", score: 1, lenientScore: 1, scored: 1, tasks: 1 },
      { type: "Probe", score: null, lenientScore: 0.25, scored: 1, tasks: 2 },
    ]);
    expect(scores.lenient).toEqual({ meanOfTasks: 0.625, meanOfTypes: 0.625 });
  });

  it("weigh every split and subset of a task alike, and never average a part of them", () => {
    const pairs = task("D", "Sts", ["dev", "test"], ["en", "de"]);
    const both = [entry("en", 0.5), entry("de", 1), entry("extra", 0)];
    const whole = { task_name: "D", scores: { dev: both, test: both, train: [entry("en", 0)] } };
    expect(benchmarkScores([pairs], [whole])).toMatchObject({ meanOfTasks: 0.75, tasks: [{ scored: 4, expected: 4 }] });
    const partly = { task_name: "D", scores: { dev: both, test: [entry("en", 0.5)] } };
    expect(benchmarkScores([pairs], [partly])).toMatchObject({
      meanOfTasks: null,
      lenient: { meanOfTasks: null },
      tasks: [{ score: null, scored: 3, expected: 4 }],
    });
  });

  it("leave no type complete while a task's type is unknown", () => {
    const scores = benchmarkScores([task("C", "Cluster"), task("Absent", null)], [result("C", 1)]);
    expect(scores).toMatchObject({ meanOfTypes: null, lenient: { meanOfTypes: 1 } });
    expect(scores.types).toMatchObject([{ type: "Cluster", score: null, lenientScore: 1 }]);
  });

  it("are null for a benchmark without tasks", () => {
    expect(benchmarkScores([], [])).toMatchObject({ meanOfTasks: null, meanOfTypes: null, types: [] });
  });
});

const shared = process.env["MIEB_SHARED"] ?? fileURLToPath(new URL("../../../../shared", import.meta.url));
const folder = join(shared, "published");
const boards = ["MIEB(eng)", "MIEB(Multilingual)", "MIEB(lite)", "MIEB(Img)"];

describe.skipIf(!existsSync(folder))("the published leaderboards (skipped without ../shared or MIEB_SHARED)", () => {
  it.each(boards)("%s: every mean of every model", (name) => {
    const { benchmarks, tasks } = published().tasks;
    const members = (benchmarks[name]?.tasks ?? []).map((member) => {
      const { type, evalSplits, subsets } = tasks.find((one) => one.name === member)!;
      return task(member, type, evalSplits, subsets);
    });
    const rows = csv(readPublished(`leaderboard/${name.replace(/\((.*)\)/, "_$1")}.csv`).toString());
    const complete = rows.filter((row) => row["Mean (TaskType)"] !== "");
    expect([complete.length > 30, rows.length - complete.length > 10]).toEqual([true, true]);
    for (const row of rows) expectRow(row, benchmarkScores(members, published().results.get(row["Model"] ?? "") ?? []));
  });
});

function expectRow(row: Readonly<Record<string, string>>, scores: ReturnType<typeof benchmarkScores>): void {
  const model = row["Model"];
  const expectCell = (column: string, value: number | null): void => {
    const cell = row[column];
    if (cell === "" || value === null)
      expect([model, column, value]).toEqual([model, column, cell === "" ? null : cell]);
    else expect(Math.abs(value - Number(cell)), `${model} ${column}`).toBeLessThan(1e-10);
  };
  expectCell("Mean (Task)", scores.meanOfTasks);
  expectCell("Mean (TaskType)", scores.meanOfTypes);
  expectCell("Lenient Mean (Task)", scores.lenient.meanOfTasks);
  expectCell("Lenient Mean (TaskType)", scores.lenient.meanOfTypes);
  for (const { type, score } of scores.types) expectCell(type, score);
  expect(scores.tasks.filter(({ score }) => score !== null).length, `${model} Tasks`).toBe(Number(row["Tasks"]));
}

interface PublishedTasks {
  readonly benchmarks: Readonly<Record<string, { readonly tasks: readonly string[] }>>;
  readonly tasks: readonly { readonly name: string; type: string; evalSplits: string[]; subsets: string[] }[];
}

interface Published {
  readonly tasks: PublishedTasks;
  /** Results by model. */
  readonly results: ReadonlyMap<string, readonly Result[]>;
}

let read: Published | undefined;

function published(): Published {
  return (read ??= {
    tasks: JSON.parse(readPublished("tasks.json").toString()) as PublishedTasks,
    results: readResults(),
  });
}

function readResults(): Published["results"] {
  const models = new Map<string, Map<string, MutableResult>>();
  for (const row of csv(gunzipSync(readPublished("scores.csv.gz")).toString())) {
    const { model = "", task: task_name = "", split = "", subset = "", mainScore } = row;
    const results = models.get(model) ?? new Map<string, MutableResult>();
    models.set(model, results);
    const known = results.get(task_name) ?? { task_name, scores: {} };
    results.set(task_name, known);
    (known.scores[split] ??= []).push(entry(subset, mainScore === "" ? null : Number(mainScore)));
  }
  return new Map([...models].map(([model, results]) => [model, [...results.values()]]));
}

interface MutableResult {
  readonly task_name: string;
  readonly scores: Record<string, ScoreEntry[]>;
}

function readPublished(file: string): Buffer {
  return readFileSync(join(folder, file));
}

/** Rows of a CSV file without quotes. */
function csv(text: string): readonly Readonly<Record<string, string>>[] {
  const [header = "", ...lines] = text.trim().split(/\r?\n/);
  const columns = header.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ""]));
  });
}
