import { defaultCutoffs } from "@mieb/metrics";
import { z } from "zod";

/** Options a retrieval task may give. */
export interface RetrievalOptions {
  /** Drop each query's best result, for searches whose queries are in the corpus. Default false. */
  readonly skipFirstResult: boolean;
  /**
   * Which documents compete: those of the repository's `top_ranked` config when it has one, else the whole corpus
   * (`when-present`, default); always the whole corpus (`never`); or each query's judged documents, as in multiple
   * choice (`qrels`).
   */
  readonly rerank: "when-present" | "never" | "qrels";
  /** Ranks at which metrics are cut, ascending, 1 among them. */
  readonly kValues: readonly number[];
  /** Results kept per query. Default 1000. */
  readonly topK: number;
  /** What is embedded of a query and of a document. Default: the two sides of the task's category, such as `it2i`. */
  readonly queryModalities?: readonly ("image" | "text")[];
  readonly corpusModalities?: readonly ("image" | "text")[];
}

const rank = z.int().min(1);
const modalities = z.array(z.enum(["image", "text"])).min(1);
const isAscending = (ranks: readonly number[]): boolean =>
  ranks.every((rank, i) => i === 0 || rank > (ranks[i - 1] ?? 0));

export const retrievalOptions: z.ZodType<RetrievalOptions> = z.strictObject({
  skipFirstResult: z.boolean().default(false),
  rerank: z.enum(["when-present", "never", "qrels"]).default("when-present"),
  kValues: z
    .array(rank)
    .refine(isAscending, "ranks must ascend")
    .refine((ranks) => ranks[0] === 1, "the first rank must be 1, for accuracy")
    .default([...defaultCutoffs]),
  topK: rank.default(1000),
  queryModalities: modalities.exactOptional(),
  corpusModalities: modalities.exactOptional(),
});
