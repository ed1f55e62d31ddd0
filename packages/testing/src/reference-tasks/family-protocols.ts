import type { Task } from "@mieb/core";
import { actualNames, expectedNames } from "./class-names.ts";
import { fixedModels, modelOf } from "./fixed-models.ts";
import { actualColumns, expectedColumns } from "./search-columns.ts";

type Fields = Readonly<Record<string, unknown>>;

/** How a family is loaded and scored, said in the same words for the reference's entry and for a task of ours. */
export interface FamilyProtocol {
  /** Registry name of the evaluator that scores the family. */
  readonly evaluator: string;
  /** From the `evaluator` object of the reference's entry, and whether its tasks load by themselves. */
  expected(evaluator: Fields, loadsByItself: boolean): Fields;
  /** From our task and its options, defaults filled in. */
  actual(task: Task, options: Fields): Fields | Promise<Fields>;
}

const imageAndLabel = ({ columns }: Task): Fields => ({ image: "image", label: "label", ...columns });

const probe = (evaluator: string): FamilyProtocol => ({
  evaluator,
  expected: ({ inputColumn, labelColumn, trainSplit, nExperiments, samplesPerLabel, k, model, isCrossValidation }) => ({
    image: inputColumn,
    label: labelColumn,
    trainSplit,
    experiments: nExperiments,
    samplesPerLabel,
    ...(k !== undefined && { neighbors: k }),
    model: modelOf(evaluator, model),
    isCrossValidation,
  }),
  actual: (task, options) => ({
    ...imageAndLabel(task),
    ...options,
    model: fixedModels[evaluator],
    isCrossValidation: false,
  }),
});

/** By the `family` of the reference's entry; aggregates have no evaluator and are compared by their components. */
export const familyProtocols: Readonly<Record<string, FamilyProtocol>> = {
  classification: probe("linear-probe"),
  multilabel: probe("knn-multilabel"),
  clustering: {
    evaluator: "clustering",
    expected: ({ inputColumn, labelColumn, model }) => ({
      image: inputColumn,
      label: labelColumn,
      model: modelOf("clustering", model),
    }),
    actual: (task, options) => ({ ...imageAndLabel(task), ...options, model: fixedModels["clustering"] }),
  },
  zeroshot: {
    evaluator: "zero-shot",
    expected: ({ imageColumn, labelColumn, labelsFrom, candidateLabels, template, nameTransform }) => ({
      image: imageColumn,
      label: labelColumn,
      labelsFrom,
      candidateLabels,
      template,
      names: expectedNames(nameTransform),
    }),
    actual: async (task, { candidateLabels = null, labelsFrom, template = null }) => {
      const { image, label } = imageAndLabel(task);
      return {
        image,
        label,
        labelsFrom: candidateLabels === null ? `features.${String(labelsFrom ?? label)}.names` : "literal",
        candidateLabels,
        template,
        names: await actualNames(task, String(label)),
      };
    },
  },
  compositionality: {
    evaluator: "image-text-pair",
    expected: ({ imageColumns, textColumns }) => ({ images: imageColumns, texts: textColumns }),
    actual: (_, { images, texts }) => ({ images, texts }),
  },
  retrieval: {
    evaluator: "retrieval",
    expected: (
      { skipFirstResult, multichoice, kValues, topK, queryModalities, corpusModalities, columns },
      loadsByItself,
    ) => ({
      skipFirstResult,
      rerank: multichoice === true ? "qrels" : "when-present",
      kValues,
      topK,
      query: String(queryModalities),
      corpus: String(corpusModalities),
      columns: expectedColumns(columns, loadsByItself),
    }),
    actual: (task, { skipFirstResult, rerank, kValues, topK, queryModalities, corpusModalities }) => {
      const [query = "", corpus = ""] = task.metadata.category.split("2").map(modalitiesOf);
      const sides = { query: String(queryModalities ?? query), corpus: String(corpusModalities ?? corpus) };
      return { skipFirstResult, rerank, kValues, topK, ...sides, columns: actualColumns(task, sides) };
    },
  },
  sts: {
    evaluator: "sts",
    expected: ({ columns, scoreColumn }) => ({ images: columns, score: scoreColumn }),
    actual: ({ columns: { sentence1 = "sentence1", sentence2 = "sentence2", score = "score" } = {} }) => ({
      images: [sentence1, sentence2],
      score,
    }),
  },
};

/** `it` → `image,text`. */
function modalitiesOf(letters: string): string {
  return [...letters].map((letter) => (letter === "i" ? "image" : "text")).join();
}
