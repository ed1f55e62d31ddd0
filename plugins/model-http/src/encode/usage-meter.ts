/** Sums of what a server's answers say they took. */
export interface UsageMeter {
  add(usage: unknown): void;
  readonly totals: Readonly<Record<string, number>>;
}

/**
 * Counts with the names of counts alone go into results, which are published: a server may put anything in its answer.
 *
 * @param price of a million tokens; with it the sums have a `cost`
 */
export function usageMeter(price?: number): UsageMeter {
  const totals: Record<string, number> = {};
  return {
    add(usage) {
      for (const [name, value] of Object.entries(usage ?? {})) {
        if (/^[a-z_]+$/i.test(name) && typeof value === "number" && Number.isFinite(value))
          totals[name] = (totals[name] ?? 0) + value;
      }
      if (price !== undefined) totals["cost"] = (tokensOf(totals) * price) / 1e6;
    },
    totals,
  };
}

/** `total_tokens` is what OpenAI, Voyage and Jina bill; Cohere bills texts and images apart. */
function tokensOf(totals: Readonly<Record<string, number>>): number {
  return totals["total_tokens"] ?? (totals["input_tokens"] ?? 0) + (totals["image_tokens"] ?? 0);
}
