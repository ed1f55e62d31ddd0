import { defineEvaluator, type Evaluator } from "@mieb/core";
import { defaultCutoffs, retrievalMetricNames } from "@mieb/metrics";
import { explainRetrieval } from "./explain-retrieval.ts";
import { loadRetrieval } from "./load.ts";
import { retrievalOptions, type RetrievalOptions } from "./options.ts";
import { planRetrieval } from "./plan-retrieval.ts";
import { scoreRetrieval } from "./score-retrieval.ts";
import type { RetrievalTruth } from "./truth.ts";

/**
 * Search: for each query the documents nearest to it, among the corpus or among given candidates, judged by grades.
 *
 * Column roles: `image`, `text`, `title`, by default the columns of those names, on both sides. Tables: `queries` and
 * `corpus` (with a column `_id` or `id`), `qrels` (`query-id`, `corpus-id`, `score`) and, for re-ranking, `topRanked`
 * (`query-id`, `corpus-ids`). Source: `mteb.abstasks.AbsTaskRetrieval`.
 */
export const retrieval: Evaluator = defineEvaluator<RetrievalOptions, RetrievalTruth>({
  name: "retrieval",
  options: retrievalOptions,
  metrics: retrievalMetricNames(defaultCutoffs),
  takesSeveralVectors: true,
  load: loadRetrieval,
  plan: planRetrieval,
  score: scoreRetrieval,
  explain: explainRetrieval,
});
