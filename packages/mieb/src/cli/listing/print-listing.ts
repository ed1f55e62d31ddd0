import { alignColumns, paint, print, say } from "../terminal.ts";

export interface Listing {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What the rows are, for the count: `task`. */
  readonly noun: string;
}

/**
 * Aligned and with a count on a terminal; tab-separated otherwise, for grep, cut and awk. That there is nothing is said on
 * stderr in both cases.
 */
export function printListing({ header, rows, noun }: Listing): void {
  if (rows.length === 0) say(`No ${noun} is both installed and what the filters ask for; leave one of them out.`);
  if (!process.stdout.isTTY) {
    for (const row of [header, ...rows]) print(row.join("\t"));
    return;
  }
  if (rows.length === 0) return;
  const heading = header.map((cell) => paint("dim", cell));
  print(alignColumns([heading, ...rows.map(([name = "", ...rest]) => [paint("bold", name), ...rest])]));
  say(paint("dim", `${rows.length} ${noun}${rows.length === 1 ? "" : "s"}`, process.stderr));
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}
