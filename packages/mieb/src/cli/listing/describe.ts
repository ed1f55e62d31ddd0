import { Help } from "commander";
import { describeTask, type TaskDescription } from "../../describe-task.ts";
import { installed } from "../../installed.ts";
import { findAll } from "../../selection/find-all.ts";
import { paint, print } from "../terminal.ts";
import { printJson } from "./print-listing.ts";
import { warnOfFaults } from "./warn-of-faults.ts";

/** Prints all there is to say about tasks, a page each; as JSON, a list. Loads no engine, no addon and no dataset. */
export function describe(names: readonly string[], { json }: { readonly json?: true | undefined }): number {
  const { registry, faults } = installed();
  warnOfFaults(faults);
  const tasks = findAll({ kind: "task", catalogue: registry.tasks, faults }, names);
  const descriptions = tasks.map((task) => describeTask(task, registry));
  if (json) printJson(descriptions);
  else print(descriptions.map(page).join("\n\n"));
  return 0;
}

function page(task: TaskDescription): string {
  const facts = factsOf(task).filter(([, value]) => value !== "");
  return [
    [paint("bold", task.name), wrapped(task.description, 0)].join("\n"),
    facts.map(([name, value]) => `${paint("dim", name.padEnd(factIndent))}${wrapped(value, factIndent)}`).join("\n"),
    section("How it is scored", [task.protocol]),
    section(
      "What to know",
      [...task.notes, ...task.quirks].map((note) => `- ${note}`),
    ),
    section("Citation", task.citation === "" ? [] : task.citation.split("\n"), false),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

const factIndent = 13;

function factsOf(task: TaskDescription): readonly (readonly [name: string, value: string])[] {
  const { type, miebCategory, dataset, chanceLevel } = task;
  const isFolder = dataset.path.startsWith("file:");
  return [
    ["type", type === miebCategory || !miebCategory ? type : `${type} (MIEB's category ${miebCategory})`],
    ["category", task.category],
    ["modalities", task.modalities.join(", ")],
    ["splits", task.evalSplits.join(", ")],
    ["languages", languages(task.subsets)],
    [
      "dataset",
      isFolder ? "with the plugin" : task.evaluator ? `${dataset.path} at ${dataset.revision}` : dataset.path,
    ],
    ["licence", task.license],
    ["main score", task.mainScore + (chanceLevel === undefined ? "" : `; guessing reaches ${chanceLevel.toFixed(4)}`)],
    ["evaluator", task.evaluator ?? "none: averages other tasks"],
    ["benchmarks", task.benchmarks.join(", ")],
    ["plugin", task.plugin ?? ""],
    ["reference", task.reference ?? ""],
  ];
}

/** Languages of the only subset, else those of each subset. */
function languages(subsets: TaskDescription["subsets"]): string {
  const [only, ...others] = Object.entries(subsets);
  if (only && others.length === 0) return only[1].join(", ");
  return Object.entries(subsets)
    .map(([subset, spoken]) => `${subset} (${spoken.join(", ")})`)
    .join(", ");
}

function section(title: string, paragraphs: readonly string[], wraps: boolean = true): string {
  const lines = paragraphs.filter((paragraph) => paragraph !== "");
  if (lines.length === 0) return "";
  const text = lines.map((line) => `  ${wraps ? wrapped(line, line.startsWith("- ") ? 4 : 2) : line}`);
  return [paint("bold", title), ...text].join("\n");
}

/** Text in lines no longer than the terminal or 100 characters; the second line and those after it are indented. */
function wrapped(text: string, indent: number): string {
  const width = Math.min(process.stdout.columns ?? 100, 100) - indent;
  return new Help().boxWrap(text, Math.max(width, 40)).replaceAll("\n", `\n${" ".repeat(indent)}`);
}
