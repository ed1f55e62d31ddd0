import { sizesInWords, type TaskDescription } from "mieb";

/** A line of a task's section. */
interface Fact {
  readonly name: string;
  /** Whether the page may say it once for most of its tasks. */
  readonly isShareable: boolean;
  value(task: TaskDescription): string;
}

const facts: readonly Fact[] = [
  { name: "Data", isShareable: false, value: dataset },
  { name: "Splits scored", isShareable: true, value: ({ evalSplits }) => evalSplits.join(", ") },
  { name: "Languages", isShareable: true, value: languages },
  { name: "Size", isShareable: false, value: (task) => sizesInWords(task).join("; ") },
  { name: "Guessing reaches", isShareable: true, value: chance },
  { name: "Reference", isShareable: true, value: ({ reference }) => (reference === null ? "" : `<${reference}>`) },
];

/** Facts of most tasks of a page, by name. */
export type SharedFacts = ReadonlyMap<string, string>;

/** What more than half of the tasks have in common; nothing for a single task. */
export function sharedFacts(tasks: readonly TaskDescription[]): SharedFacts {
  const shared = facts.flatMap(({ name, isShareable, value }) => {
    const groups = isShareable ? [...Map.groupBy(tasks, value)] : [];
    const [usual, members = []] = groups.find(([, { length }]) => length > tasks.length / 2) ?? [];
    return usual === undefined || usual === "" || members.length < 2 ? [] : [[name, usual] as const];
  });
  return new Map(shared);
}

/** Lines of a task, less what the page has said already. */
export function factLines(task: TaskDescription, shared: SharedFacts): readonly string[] {
  return facts.flatMap(({ name, value }) => {
    const own = value(task);
    if (own === shared.get(name)) return [];
    if (own !== "") return [`- ${name}: ${own}`];
    return shared.has(name) ? [`- ${name}: not stated`] : [];
  });
}

function dataset({ dataset: { path, revision }, evaluator }: TaskDescription): string {
  return `[${path}](https://huggingface.co/datasets/${path})${evaluator ? ` at \`${revision}\`` : ""}`;
}

/** Of the only subset, else of each. */
function languages({ subsets }: TaskDescription): string {
  const entries = Object.entries(subsets);
  if (entries.length === 1) return entries.flatMap(([, codes]) => codes).join(", ");
  return entries.map(([subset, codes]) => `${subset} (${codes.join(", ")})`).join(", ");
}

/** Two digits, never as a power of ten. */
function chance({ chanceLevel }: TaskDescription): string {
  if (chanceLevel === undefined) return "";
  return new Intl.NumberFormat("en", { maximumSignificantDigits: 2 }).format(chanceLevel);
}
