import type { Explanation, TaskMetadata } from "@mieb/core";
import type { RetrievalOptions } from "./options.ts";
import { sideModalities } from "./side-modalities.ts";

/** How search and re-ranking are scored, in words. */
export function explainRetrieval(options: RetrievalOptions, task: TaskMetadata): Explanation {
  const { queryModalities = sideModalities(task, "query"), corpusModalities = sideModalities(task, "document") } =
    options;
  const sides = `Queries are ${sideText(queryModalities)}, documents are ${sideText(corpusModalities)}`;
  const chooses = options.rerank === "qrels";
  const candidates = candidatesText(options.rerank);
  return {
    protocol:
      `${sides}; a query ranks ${candidates} by the model's own similarity, and the ranking is judged by ` +
      `${chooses ? "whether the right choice stands first" : "where the relevant documents stand"}.`,
    quirks: [...fusion([queryModalities, corpusModalities]), ...skipping(options), ...always(chooses)],
  };
}

function candidatesText(rerank: RetrievalOptions["rerank"]): string {
  if (rerank === "qrels") return "the choices of its question";
  return rerank === "never" ? "all documents" : "all documents, or its candidates where the repository lists some,";
}

function sideText(modalities: readonly string[]): string {
  return modalities
    .toSorted()
    .map((modality) => `${modality}s`)
    .join(" with ");
}

function fusion(sides: readonly (readonly string[])[]): readonly string[] {
  if (sides.every(({ length }) => length < 2)) return [];
  return [
    "How an image and a text become one vector is the model's affair; two-tower models add both without scaling either.",
  ];
}

function skipping({ skipFirstResult }: RetrievalOptions): readonly string[] {
  if (!skipFirstResult) return [];
  return [
    "Each query's best result is dropped unseen, in the belief that it is the query itself; where it is not, a right answer may be lost.",
  ];
}

function always(chooses: boolean): readonly string[] {
  return [
    `Of equal scores the ${chooses ? "choice" : "document"} with the larger id ranks higher, compared as text (d9 before d10).`,
    "Queries without judgements are left out; several with one id are one query, whose results are merged.",
    ...(chooses ? [] : ["Judged documents that the corpus lacks count as relevant and can never be found."]),
    "Means are rounded to 5 decimals while computing; those of the reciprocal rank are not.",
  ];
}
