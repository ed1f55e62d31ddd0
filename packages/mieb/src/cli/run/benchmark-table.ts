import Table from "cli-table3";
import type { BenchmarkReport } from "../../score-benchmark.ts";
import { countText } from "../progress/plain-progress.ts";
import { scoreText } from "../progress/outcome-line.ts";
import { paint } from "../terminal.ts";

/**
 * A benchmark's means per task type, over tasks and over types, as on the leaderboard. Where something is missing, a second
 * column has the means over what is there. Types are left out when each has one task, which the table of tasks shows.
 */
export function benchmarkTable(report: BenchmarkReport): string {
  const scored = report.tasks.filter(({ score }) => score !== null).length;
  const isComplete = report.meanOfTasks !== null;
  const head = ["Mean of", "Tasks", "Score", ...(isComplete ? [] : ["Of what is scored"])];
  const table = new Table({
    head: head.map((title) => paint("bold", title)),
    colAligns: ["left", "right", "right", "right"],
    style: { head: [], border: [], compact: true },
  });
  const add = (label: string, count: string, scores: readonly (number | null)[]): void => {
    table.push([label, count, ...scores.slice(0, head.length - 2).map(scoreText)]);
  };
  const types = report.types.some(({ tasks }) => tasks > 1) ? report.types : [];
  for (const { type, score, lenientScore, ...count } of types) {
    add(type, outOf(count.scored, count.tasks), [score, lenientScore]);
  }
  const all = outOf(scored, report.tasks.length);
  add("all tasks", all, [report.meanOfTasks, report.lenient.meanOfTasks]);
  add("all task types", all, [report.meanOfTypes, report.lenient.meanOfTypes]);
  for (const { benchmark, meanOfTasks } of report.contains) {
    if (meanOfTasks !== null) add(`tasks of ${benchmark}`, "", [meanOfTasks, meanOfTasks]);
  }
  return [paint("bold", report.benchmark), table.toString(), ...remarks(report)].join("\n");
}

function outOf(scored: number, all: number): string {
  return scored === all ? String(all) : `${scored} of ${all}`;
}

function remarks({ filtered, notInstalled, meanOfTasks }: BenchmarkReport): readonly string[] {
  const filter =
    "Only the chosen splits and languages count, but an aggregate keeps its mean of all; the leaderboard counts all.";
  const missing = "As on the leaderboard, a mean is not defined (–) while one of its tasks lacks a score.";
  const unknown = `${countText(notInstalled.length, "task")} not installed, so that no type is known to be complete.`;
  return [
    ...(filtered ? [filter] : []),
    ...(meanOfTasks === null ? [missing] : []),
    ...(notInstalled.length > 0 ? [unknown] : []),
  ].map((remark) => paint("dim", remark));
}
