import type { TaskDescription } from "../../describe-task.ts";
import { sizesInWords } from "../../sizes-in-words.ts";
import { paint } from "../terminal.ts";
import { factList, page, section, wrapped } from "./page.ts";

/** All there is to say about a task, for people. */
export function taskPage(task: TaskDescription): string {
  return page(
    [paint("bold", task.name), wrapped(task.description, 0)].join("\n"),
    factList(factsOf(task)),
    section("How it is scored", [task.protocol]),
    section(
      "What to know",
      [...task.notes, ...task.quirks].map((note) => `- ${note}`),
    ),
    section("Citation", task.citation === "" ? [] : task.citation.split("\n"), false),
  );
}

function factsOf(task: TaskDescription): readonly (readonly [name: string, value: string])[] {
  const { type, miebCategory, dataset, chanceLevel } = task;
  const isFolder = dataset.path.startsWith("file:");
  return [
    ["type", type === miebCategory || !miebCategory ? type : `${type} (MIEB's category ${miebCategory})`],
    ["category", task.category],
    ["modalities", task.modalities.join(", ")],
    ["splits", task.evalSplits.join(", ")],
    ["languages", languages(task.subsets)],
    ["size", sizesInWords(task).join("; ")],
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
