import type { SplitStatistics } from "@mieb/core";
import type { ReferenceEntry } from "./reference-entry.ts";

/** What the reference counted of a split; the fields differ by family. */
interface Counted {
  readonly num_samples: number;
  readonly num_queries?: number;
  readonly num_documents?: number;
  readonly relevant_docs_statistics?: {
    readonly num_relevant_docs: number;
    readonly average_relevant_docs_per_query: number;
  };
  readonly perSubset?: Readonly<Record<string, Counted>>;
  readonly [field: string]: unknown;
}

/** The reference's counts by split, said as our tasks say them; undefined where it counted nothing. */
export function referenceStatistics(
  entry: ReferenceEntry | undefined,
): Readonly<Record<string, SplitStatistics>> | undefined {
  const stats = entry?.["stats"] as Readonly<Record<string, Counted>> | null | undefined;
  if (!stats) return undefined;
  return Object.fromEntries(Object.entries(stats).map(([split, counted]) => [split, splitStatistics(counted)]));
}

function splitStatistics(counted: Counted): SplitStatistics {
  const queries = queryCount(counted);
  const samples = counted.num_samples;
  const distinctImages = distinct(counted, "unique_images");
  const distinctTexts = distinct(counted, "unique_texts");
  return {
    samples,
    ...(queries !== undefined && { queries, documents: samples - queries }),
    ...(distinctImages > 0 && { distinctImages }),
    ...(distinctTexts > 0 && { distinctTexts }),
  };
}

/** Where queries were not counted, what was counted of the judgements tells their number. */
function queryCount(counted: Counted): number | undefined {
  const { num_queries: queries, relevant_docs_statistics: judged, perSubset } = counted;
  if (queries !== undefined || judged === undefined) return queries;
  if (perSubset) return Object.values(perSubset).reduce((sum, part) => sum + (queryCount(part) ?? 0), 0);
  return Math.round(judged.num_relevant_docs / judged.average_relevant_docs_per_query);
}

/** Sum over the sides of a search or a pair. */
function distinct(counted: Counted, field: "unique_images" | "unique_texts"): number {
  const parts = Object.values(counted).filter((part) => typeof part === "object" && part !== null);
  return parts.reduce((sum: number, part) => sum + ((part as Readonly<Record<string, number>>)[field] ?? 0), 0);
}
