import { Help } from "commander";
import { paint } from "../terminal.ts";

const factIndent = 13;

/** The parts of a page that are not empty, an empty line between them. */
export function page(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Names and values in two columns; those without a value are left out. */
export function factList(facts: readonly (readonly [name: string, value: string])[]): string {
  return facts
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${paint("dim", name.padEnd(factIndent))}${wrapped(value, factIndent)}`)
    .join("\n");
}

/** A heading and what belongs to it, indented; empty without content. */
export function section(title: string, paragraphs: readonly string[], wraps: boolean = true): string {
  const lines = paragraphs.filter((paragraph) => paragraph !== "");
  if (lines.length === 0) return "";
  const text = lines.map((line) => `  ${wraps ? wrapped(line, line.startsWith("- ") ? 4 : 2) : line}`);
  return [paint("bold", title), ...text].join("\n");
}

/** Text in lines no longer than the terminal or 100 characters; the second line and those after it are indented. */
export function wrapped(text: string, indent: number): string {
  const width = Math.min(process.stdout.columns ?? 100, 100) - indent;
  return new Help().boxWrap(text, Math.max(width, 40)).replaceAll("\n", `\n${" ".repeat(indent)}`);
}
