import { stripVTControlCharacters, styleText } from "node:util";

type Stream = NodeJS.WriteStream;
type Format = Parameters<typeof styleText>[0];

/** Styles a text for a stream: not at all under NO_COLOR or where the stream is no terminal. */
export function paint(format: Format, text: string, stream: Stream = process.stdout): string {
  return styleText(format, text, { stream });
}

/** A terminal that does not know its width says 0, and would get one character a line. */
export function treatAsUsualWidth(stream: Pick<Stream, "isTTY" | "columns">): void {
  if (stream.isTTY && stream.columns === 0) stream.columns = 80;
}

/** A line for people, on stderr. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A line of the result, on stdout. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function warn(message: string): void {
  say(`${paint("yellow", "warning:", process.stderr)} ${message}`);
}

/** Rows as aligned columns, no wider than the terminal: the last column is cut. */
export function alignColumns(
  rows: readonly (readonly string[])[],
  width: number = process.stdout.columns ?? 120,
): string {
  const widths = rows.reduce<number[]>(
    (most, row) => row.map((cell, column) => Math.max(most[column] ?? 0, visible(cell))),
    [],
  );
  return rows.map((row) => fitLine(row, { widths, width })).join("\n");
}

function fitLine(row: readonly string[], { widths, width }: { widths: readonly number[]; width: number }): string {
  const last = row.length - 1;
  const padded = row.slice(0, last).map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - visible(cell)));
  const room = width - padded.reduce((sum, cell) => sum + visible(cell) + 2, 0);
  const end = row[last] ?? "";
  const cut = visible(end) <= room || room < 4 ? end : `${stripVTControlCharacters(end).slice(0, room - 1)}…`;
  return [...padded, cut].join("  ").trimEnd();
}

function visible(text: string): number {
  return stripVTControlCharacters(text).length;
}
