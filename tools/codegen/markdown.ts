/** First line of every page. */
export const generated =
  "<!-- Made by tools/codegen/task-pages.ts from the tasks' metadata; `npm test` fails when they differ. Do not edit. -->";

const mostNames = 12;

/** A table; cells may hold markdown. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => "---"), ...rows].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n");
}

/** Text on one line, fit for a table. */
export function cell(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim().replaceAll("|", "\\|");
}

/** Text whose quoted parts, templates and newlines among them, show as they are. */
export function escaped(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"/g, (quoted) => `\`${quoted}\``);
}

/** Names of tasks, or those of all others where these are fewer: `all but VOC2007`. A count where both are many. */
export function nameList(names: readonly string[], all: readonly string[]): string {
  const others = all.filter((name) => !names.includes(name));
  if (others.length < names.length && others.length <= mostNames) return `all but ${others.join(", ")}`;
  return names.length <= mostNames ? names.join(", ") : `${names.length} of the ${all.length} tasks`;
}
