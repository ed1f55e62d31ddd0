import type { SplitStatistics } from "@mieb/core";
import type { ReferenceEntry } from "./reference-entry.ts";
import { referenceStatistics } from "./reference-statistics.ts";

type Fields = Readonly<Record<string, number>>;

/** What the reference counted of the first evaluated split, by part: `label_statistics`, `relevant_docs_statistics` … */
type Parts = Readonly<Record<string, Fields | undefined>>;

/** Queries whose document the loading keeps; of the others the right one is not in the corpus, so that none can be found. */
const answerable: Readonly<Record<string, number>> = {
  HatefulMemesI2TRetrieval: 0.829,
  HatefulMemesT2IRetrieval: 0.829,
};

/**
 * The main score that guessing reaches on a task, worked out from what the reference counted of it; undefined where that
 * does not tell.
 */
export function referenceChance(entry: ReferenceEntry): number | undefined {
  const { family, evaluator = {}, evalSplits } = entry as ReferenceEntry & { readonly evalSplits: readonly string[] };
  const [split = ""] = evalSplits;
  const stats = entry["stats"] as Readonly<Record<string, Parts>> | null;
  const parts = stats?.[split] ?? {};
  const counts = referenceStatistics(entry)?.[split];
  // Correlation with anything drawn at random.
  if (entry.mtebType.startsWith("VisualSTS")) return 0;
  // A probe guesses among the labels it was trained on.
  if (family === "classification") return 1 / labelCount(stats?.[String(evaluator["trainSplit"])]);
  if (family === "zeroshot") return 1 / candidateCount(evaluator);
  if (family === "compositionality") return pairChance(evaluator as Fields);
  if (family === "clustering") return randomNmi(counts?.samples ?? 0, labelCount(parts));
  return family === "retrieval" && counts ? searchChance(entry, counts, parts) : undefined;
}

function labelCount(parts: Parts | undefined): number {
  return parts?.["label_statistics"]?.["unique_labels"] ?? Number.NaN;
}

function candidateCount({ candidateLabels, numCandidatesDistinctInStats }: Readonly<Record<string, unknown>>): number {
  return Array.isArray(candidateLabels) ? candidateLabels.length : Number(numCandidatesDistinctInStats);
}

/** Of the 24 orders of the four scores of two pairs, four have both right ones before both wrong ones. */
function pairChance({ nImages = 1, nTexts = 1 }: Fields): number | undefined {
  if (nImages === 1 || nTexts === 1) return 1 / (nImages * nTexts);
  return nImages === 2 && nTexts === 2 ? 1 / 6 : undefined;
}

function searchChance(entry: ReferenceEntry, counts: SplitStatistics, parts: Parts): number | undefined {
  const right = parts["relevant_docs_statistics"]?.["average_relevant_docs_per_query"] ?? Number.NaN;
  const shown = parts["top_ranked_statistics"]?.["average_top_ranked_per_query"];
  if (entry.evaluator?.["multichoice"] === true) return right / (shown ?? Number.NaN);
  // Each subset is a search of its own.
  const documents = (counts.documents ?? 0) / Object.keys(entry["subsets"] as object).length;
  const [, metric, cutoff] = /^(ndcg|hit_rate)_at_(\d+)$/.exec(String(entry["mainScore"])) ?? [];
  const share = (right / documents) * (answerable[entry.name] ?? 1);
  if (metric === "hit_rate") return share * Number(cutoff);
  if (metric !== "ndcg") return undefined;
  return (share * discounts(Number(cutoff))) / discounts(Math.min(Math.max(1, Math.round(right)), Number(cutoff)));
}

/** What documents at the first `ranks` ranks add to a discounted gain. */
function discounts(ranks: number): number {
  return Array.from({ length: ranks }, (_, rank) => 1 / Math.log2(rank + 2)).reduce((sum, gain) => sum + gain, 0);
}

/** Normalised mutual information of labels of equal frequency with clusters drawn at random: the mean of many draws. */
function randomNmi(rows: number, classes: number): number {
  const random = uniform();
  const draws = Array.from({ length: 100 }, () => {
    const joint = new Float64Array(classes * classes);
    for (let row = 0; row < rows; row++) {
      const cell = (row % classes) * classes + Math.floor(random() * classes);
      joint[cell] = (joint[cell] ?? 0) + 1 / rows;
    }
    return normalisedInformation(joint, classes);
  });
  return draws.reduce((sum, nmi) => sum + nmi, 0) / draws.length;
}

/** The same numbers in [0, 1) every time, so that no test fails by chance. */
function uniform(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Of shares `[labels × clusters]`. */
function normalisedInformation(joint: Float64Array, classes: number): number {
  const [labels, clusters] = [new Float64Array(classes), new Float64Array(classes)];
  joint.forEach((share, cell) => {
    const [label, cluster] = [Math.floor(cell / classes), cell % classes];
    labels[label] = (labels[label] ?? 0) + share;
    clusters[cluster] = (clusters[cluster] ?? 0) + share;
  });
  const apart = entropy(labels) + entropy(clusters);
  return (apart - entropy(joint)) / (apart / 2);
}

function entropy(shares: Float64Array): number {
  return -shares.reduce((sum, share) => sum + (share > 0 ? share * Math.log(share) : 0), 0);
}
