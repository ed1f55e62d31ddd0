import type { Task } from "@mieb/core";

type Fields = Readonly<Record<string, unknown>>;

/** How a family is loaded and scored, said in the same words for the reference's entry and for a task of ours. */
export interface FamilyProtocol {
  /** Registry name of the evaluator that scores the family. */
  readonly evaluator: string;
  /** From the `evaluator` object of the reference's entry. */
  expected(evaluator: Fields): Fields;
  /** From our task and its options, defaults filled in. */
  actual(task: Task, options: Fields): Fields;
}

const imageAndLabel = ({ columns }: Task): Fields => ({ image: "image", label: "label", ...columns });

const probe: Omit<FamilyProtocol, "evaluator"> = {
  expected: ({ inputColumn, labelColumn, trainSplit, nExperiments, samplesPerLabel, k }) => ({
    image: inputColumn,
    label: labelColumn,
    trainSplit,
    experiments: nExperiments,
    samplesPerLabel,
    ...(k !== undefined && { neighbors: k }),
  }),
  actual: (task, options) => ({ ...imageAndLabel(task), ...options }),
};

/** By the `family` of the reference's entry; aggregates have no evaluator and are compared by their components. */
export const familyProtocols: Readonly<Record<string, FamilyProtocol>> = {
  classification: { evaluator: "linear-probe", ...probe },
  multilabel: { evaluator: "knn-multilabel", ...probe },
  clustering: {
    evaluator: "clustering",
    expected: ({ inputColumn, labelColumn }) => ({ image: inputColumn, label: labelColumn }),
    actual: imageAndLabel,
  },
  zeroshot: {
    evaluator: "zero-shot",
    expected: ({ imageColumn, labelColumn, labelsFrom, candidateLabels, template, nameTransform }) => ({
      image: imageColumn,
      label: labelColumn,
      labelsFrom,
      candidateLabels,
      template,
      hasOtherNames: nameTransform !== undefined && nameTransform !== null,
    }),
    actual: (task, { candidateLabels = null, labelsFrom, template = null }) => {
      const { image, label } = imageAndLabel(task);
      return {
        image,
        label,
        labelsFrom: candidateLabels === null ? `features.${String(labelsFrom ?? label)}.names` : "literal",
        candidateLabels,
        template,
        hasOtherNames: task.transform !== undefined,
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
    expected: ({ skipFirstResult, multichoice, kValues, topK, queryModalities, corpusModalities }) => ({
      skipFirstResult,
      rerank: multichoice === true ? "qrels" : "when-present",
      kValues,
      topK,
      query: String(queryModalities),
      corpus: String(corpusModalities),
    }),
    actual: ({ metadata }, { skipFirstResult, rerank, kValues, topK, queryModalities, corpusModalities }) => {
      const [query = "", corpus = ""] = metadata.category.split("2").map(modalitiesOf);
      return {
        skipFirstResult,
        rerank,
        kValues,
        topK,
        query: String(queryModalities ?? query),
        corpus: String(corpusModalities ?? corpus),
      };
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
