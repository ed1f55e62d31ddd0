import type { AnyTask } from "@mieb/core";
import { benchmarkTaskScore, evaluationsOf, type EvaluationFilter } from "@mieb/results";
import Table from "cli-table3";
import { scoreText } from "../progress/outcome-line.ts";
import { paint } from "../terminal.ts";
import type { ModelReport } from "./model-report.ts";

/**
 * Task by task the main score beside the level that guessing reaches. Of results that hold more than the filter asks for, only
 * what it asks for counts.
 */
export function scoreTable({ model, report, tasks }: ModelReport, filter: EvaluationFilter): string {
  const table = new Table({
    head: ["Task", "Type", "Metric", "Score", "Chance"].map((title) => paint("bold", title)),
    colAligns: ["left", "left", "left", "right", "right"],
    style: { head: [], border: [], compact: true },
  });
  for (const task of tasks) table.push(rowOf(task, report, filter));
  const experiment = Object.entries(model.experiment ?? {}).map(([setting, value]) => `${setting}=${value}`);
  const heading = [paint("bold", model.name), paint("dim", model.revision), ...experiment].join(" ");
  return `${heading}\n${table.toString()}`;
}

function rowOf(
  { metadata }: AnyTask,
  { results, skipped, failures }: ModelReport["report"],
  filter: EvaluationFilter,
): string[] {
  const { name, type, mainScore, chanceLevel } = metadata;
  const result = results.find((one) => one.task_name === name);
  const { score } = benchmarkTaskScore({ name, type, evaluations: evaluationsOf(metadata, filter) }, result);
  const chance = chanceLevel === undefined ? "–" : chanceLevel.toFixed(4);
  return [name, type, mainScore, result ? coloured(score, chanceLevel) : outcome(), paint("dim", chance)];

  function outcome(): string {
    if (failures.some(({ task, error }) => task === name && error.code !== "ABORTED")) return paint("red", "failed");
    return skipped.some(({ task }) => task === name) ? paint("yellow", "skipped") : paint("dim", "not run");
  }
}

/** Green above chance, yellow at or below it. */
function coloured(score: number | null, chance: number | undefined): string {
  const text = scoreText(score);
  if (score === null || chance === undefined) return text;
  return paint(score > chance ? "green" : "yellow", text);
}
