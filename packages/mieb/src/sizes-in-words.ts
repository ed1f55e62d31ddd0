import type { SplitStatistics, TaskMetadata } from "@mieb/core";

/**
 * Sizes of the splits, a sentence part each: `test 5,000 queries and 1,000 documents with 1,000 different images and 4,999
 * different texts`. Empty for a task that nobody counted.
 */
export function sizesInWords({ statistics = {} }: Pick<TaskMetadata, "statistics">): readonly string[] {
  return Object.entries(statistics).map(([split, counts]) => `${split} ${rowsInWords(counts)}${contents(counts)}`);
}

/** `10,000 rows`, or for a search `5,000 queries and 1,000 documents`. */
export function rowsInWords({ samples, queries, documents }: SplitStatistics): string {
  if (queries === undefined || documents === undefined) return counted(samples, "row");
  return listed([queries === 1 ? "1 query" : `${grouped(queries)} queries`, counted(documents, "document")]);
}

function contents({ distinctImages, distinctTexts }: SplitStatistics): string {
  const images = distinctImages === undefined ? [] : [counted(distinctImages, "different image")];
  const texts = distinctTexts === undefined ? [] : [counted(distinctTexts, "different text")];
  const all = [...images, ...texts];
  return all.length > 0 ? ` with ${listed(all)}` : "";
}

function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function grouped(count: number): string {
  return count.toLocaleString("en");
}

function listed(parts: readonly string[]): string {
  return parts.join(" and ");
}
