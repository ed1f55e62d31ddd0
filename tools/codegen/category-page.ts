import { rowsInWords, type TaskDescription } from "mieb";
import { cell, escaped, generated, nameList, table } from "./markdown.ts";
import { protocolsOf, type Protocols } from "./protocols.ts";
import { factLines, sharedFacts, type SharedFacts } from "./shared-facts.ts";

export interface CategoryGroup {
  /** One of MIEB's eight categories. */
  readonly category: string;
  readonly tasks: readonly TaskDescription[];
}

/** File name of a category's page: `zero-shot-classification.md`. */
export function pageName(category: string): string {
  return `${category.toLowerCase().replaceAll(" ", "-")}.md`;
}

/** A category's page: all its tasks in a table, what they have in common, then of each what is its own. */
export function categoryPage({ category, tasks }: CategoryGroup): string {
  const shared = { protocols: protocolsOf(tasks), quirks: sharedQuirks(tasks), facts: sharedFacts(tasks) };
  return [
    `# ${category}`,
    generated,
    taskTable(tasks),
    "Sizes are those of the splits used, as the reference counted them, all subsets together; texts and images of two sides are counted apart. `mieb describe TASK` prints all there is to say about a task, its citation among it.",
    "## How they are scored",
    ...(shared.protocols.shared.length > 0 ? shared.protocols.shared : ["Each task in its own way; see below."]),
    ...(shared.quirks.size > 0 ? ["## What to know", quirkList(shared.quirks, tasks)] : []),
    "## The tasks",
    ...usualFacts(shared.facts),
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
  const splits = Object.entries(statistics).map(([split, counts]) => `${split} ${rowsInWords(counts)}`);
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
type SharedQuirks = ReadonlyMap<string, readonly string[]>;

function sharedQuirks(tasks: readonly TaskDescription[]): SharedQuirks {
  const pairs = tasks.flatMap((task) => quirksOf(task).map((text) => ({ text, task: task.name })));
  const groups = [...Map.groupBy(pairs, ({ text }) => text)].filter(([, members]) => members.length > 1);
  return new Map(groups.map(([text, members]) => [text, members.map(({ task }) => task)]));
}

function quirksOf({ notes, quirks }: TaskDescription): readonly string[] {
  return [...notes, ...quirks];
}

/** Without names what holds for all, before what holds for some. */
function quirkList(quirks: SharedQuirks, tasks: readonly TaskDescription[]): string {
  const all = tasks.map(({ name }) => name);
  const byReach = [...quirks].toSorted(([, a], [, b]) => b.length - a.length);
  const lines = byReach.map(([text, names]) =>
    names.length === all.length ? `- ${escaped(text)}` : `- ${escaped(text)} *(${nameList(names, all)})*`,
  );
  return lines.join("\n");
}

function usualFacts(facts: SharedFacts): readonly string[] {
  if (facts.size === 0) return [];
  return [
    ["Unless a task says otherwise:", "", ...[...facts].map(([name, value]) => `- ${name}: ${value}`)].join("\n"),
  ];
}

interface Shared {
  readonly protocols: Protocols;
  readonly quirks: SharedQuirks;
  readonly facts: SharedFacts;
}

function taskSection(task: TaskDescription, { protocols, quirks, facts }: Shared): string {
  const protocol = protocols.own(task);
  const own = quirksOf(task).filter((text) => !quirks.has(text));
  const lines = [
    ...factLines(task, facts),
    ...(protocol === undefined ? [] : [`- ${protocol}`]),
    ...own.map((text) => `- ${escaped(text)}`),
  ];
  return [`### ${task.name}`, cell(task.description), lines.join("\n")].join("\n\n");
}
