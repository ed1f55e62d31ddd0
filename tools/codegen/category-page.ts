import { rowsInWords, sizesInWords, type TaskDescription } from "mieb";
import { cell, escaped, generated, table } from "./markdown.ts";

export interface CategoryGroup {
  /** One of MIEB's eight categories. */
  readonly category: string;
  readonly tasks: readonly TaskDescription[];
}

/** File name of a category's page: `zero-shot-classification.md`. */
export function pageName(category: string): string {
  return `${category.toLowerCase().replaceAll(" ", "-")}.md`;
}

/** A category's page: all its tasks in a table, what they have in common, then each by itself. */
export function categoryPage({ category, tasks }: CategoryGroup): string {
  const shared = sharedTexts(tasks);
  return [
    `# ${category}`,
    generated,
    taskTable(tasks),
    "Sizes are those of the splits used, as the reference counted them, all subsets together. `mieb describe TASK` prints a task's page with its citation.",
    "## How they are scored",
    ...sharedList(shared.protocols, tasks.length),
    "## What to know",
    ...sharedList(shared.quirks, tasks.length),
    "## The tasks",
    ...tasks.map((task) => taskSection(task, shared)),
    "",
  ]
    .join("\n\n")
    .replace(/\n+$/, "\n");
}

function taskTable(tasks: readonly TaskDescription[]): string {
  const rows = tasks.map((task) => [
    `[${task.name}](#${task.name.toLowerCase()})`,
    task.type,
    task.category,
    languageSummary(task),
    rowsOf(task),
    `\`${task.mainScore}\``,
    task.license,
    task.benchmarks.map((name) => name.replace(/^MIEB\((.*)\)$/, "$1")).join(", "),
  ]);
  return table(["task", "type", "direction", "languages", "size", "main score", "licence", "in MIEB(…)"], rows);
}

/** A dash for tasks that nobody counted. */
function rowsOf({ statistics = {} }: TaskDescription): string {
  const splits = Object.entries(statistics).map(([split, counts]) => `${split}: ${rowsInWords(counts)}`);
  return splits.join("; ") || "–";
}

function languageSummary({ subsets }: TaskDescription): string {
  const codes = new Set(
    Object.values(subsets)
      .flat()
      .map((code) => code.split("-")[0]),
  );
  return codes.size > 3 ? `${codes.size} languages` : [...codes].join(", ");
}

/** Sentences that hold for several tasks, and for which. */
type SharedText = ReadonlyMap<string, readonly string[]>;

interface SharedTexts {
  readonly protocols: SharedText;
  readonly quirks: SharedText;
}

function sharedTexts(tasks: readonly TaskDescription[]): SharedTexts {
  const protocols = tasks.map(({ name, protocol }) => [protocol, name] as const);
  const quirks = tasks.flatMap((task) => [...task.notes, ...task.quirks].map((text) => [text, task.name] as const));
  return { protocols: severalOf(protocols), quirks: severalOf(quirks) };
}

function severalOf(pairs: readonly (readonly [text: string, task: string])[]): SharedText {
  const groups = Map.groupBy(pairs, ([text]) => text);
  return new Map(
    [...groups]
      .filter(([, members]) => members.length > 1)
      .map(([text, members]) => [text, members.map(([, task]) => task)]),
  );
}

/** Without names what holds for all, before what holds for some. */
function sharedList(texts: SharedText, taskCount: number): readonly string[] {
  if (texts.size === 0) return ["Each task in its own way; see below."];
  const byReach = [...texts].toSorted(([, a], [, b]) => b.length - a.length);
  const lines = byReach.map(([text, names]) =>
    names.length === taskCount ? `- ${escaped(text)}` : `- ${escaped(text)} *(${nameList(names, taskCount)})*`,
  );
  return [lines.join("\n")];
}

function nameList(names: readonly string[], taskCount: number): string {
  return names.length > 12 ? `${names.length} of the ${taskCount} tasks` : names.join(", ");
}

function taskSection(task: TaskDescription, shared: SharedTexts): string {
  const { path, revision } = task.dataset;
  const dataset = `[${path}](https://huggingface.co/datasets/${path})${task.evaluator ? ` at \`${revision}\`` : ""}`;
  const own = [
    ...(shared.protocols.has(task.protocol) ? [] : [task.protocol]),
    ...[...task.notes, ...task.quirks].filter((text) => !shared.quirks.has(text)),
  ];
  return [
    `### ${task.name}`,
    cell(task.description),
    [
      `- Data: ${dataset}; splits scored: ${task.evalSplits.join(", ")}.`,
      ...languageLines(task),
      ...sizesInWords(task).map((size) => `- Size of ${size}.`),
      ...(task.chanceLevel === undefined ? [] : [`- Guessing reaches ${task.chanceLevel.toFixed(4)}.`]),
      ...own.map((text) => `- ${escaped(text)}`),
      ...(task.reference === null ? [] : [`- Reference: <${task.reference}>`]),
    ].join("\n"),
  ].join("\n\n");
}

function languageLines({ subsets }: TaskDescription): readonly string[] {
  const entries = Object.entries(subsets);
  if (entries.length === 1) return [`- Languages: ${entries.flatMap(([, codes]) => codes).join(", ")}.`];
  return [`- Subsets: ${entries.map(([subset, codes]) => `${subset} (${codes.join(", ")})`).join(", ")}.`];
}
