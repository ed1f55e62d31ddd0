import { memoryTable, type EncodedImage, type EncoderInput, type Table, type Task } from "@mieb/core";
import { describeEvaluator, memoryRepository, type EncodeInMemory } from "@mieb/testing";

import { clustering, imageTextPair, knnMultilabel, linearProbe, retrieval, sts, zeroShot } from "../src/index.ts";
import { tinyMetadata } from "./tiny-task.ts";

const classCount = 4;
const labels = Array.from({ length: 24 }, (_, row) => row % classCount);
/** Not a real image: its first byte is the class that `solve` sees. */
const images = labels.map((label, row): EncodedImage => ({ bytes: Uint8Array.of(label, row) }));
const classOf = ({ image, text }: EncoderInput): number => image?.[0] ?? Number(text?.slice(-1));
/** The unit vector of an input's class. */
const solve: EncodeInMemory = (inputs) => {
  const values = new Float32Array(inputs.length * classCount);
  inputs.forEach((input, row) => (values[row * classCount + classOf(input)] = 1));
  return { values, rowCount: inputs.length, dimension: classCount };
};

const split = (name: string): Table => memoryTable(`tiny/images (default/${name})`, { image: images, label: labels });
const pictures = memoryRepository("tiny/images", { default: { train: split("train"), test: split("test") } });
const task = (evaluator: string, changes: Partial<Task> = {}): Task => ({
  metadata: tinyMetadata(),
  evaluator,
  ...changes,
});

describeEvaluator(linearProbe, { task: task("linear-probe"), repository: pictures, solve });

describeEvaluator(zeroShot, {
  task: task("zero-shot", { options: { candidateLabels: ["class 0", "class 1", "class 2", "class 3"] } }),
  repository: pictures,
  solve,
});

const side = (name: string): Record<string, Table> => ({
  test: memoryTable(`tiny/search (${name}/test)`, {
    id: labels.slice(0, classCount).map((label) => `${name} ${label}`),
    text: labels.slice(0, classCount).map((label) => `the ${name} of ${label}`),
  }),
});

describeEvaluator(retrieval, {
  task: task("retrieval", { metadata: tinyMetadata({ category: "t2t", mainScore: "ndcg_at_10" }) }),
  repository: memoryRepository("tiny/search", {
    queries: side("queries"),
    corpus: side("corpus"),
    default: {
      test: memoryTable("tiny/search (default/test)", {
        "query-id": labels.slice(0, classCount).map((label) => `queries ${label}`),
        "corpus-id": labels.slice(0, classCount).map((label) => `corpus ${label}`),
        score: Array<number>(classCount).fill(1),
      }),
    },
  }),
  solve,
});

describeEvaluator(imageTextPair, {
  task: task("image-text-pair", {
    metadata: tinyMetadata({ mainScore: "text_acc" }),
    options: { images: ["image"], texts: ["right", "wrong"] },
  }),
  repository: memoryRepository("tiny/pairs", {
    default: {
      test: memoryTable("tiny/pairs (default/test)", {
        image: images,
        right: labels.map((label) => `a caption of ${label}`),
        wrong: labels.map((label) => `a caption of ${(label + 1) % classCount}`),
      }),
    },
  }),
  solve,
});

/** Second images and their scores: equal to the first of the row (5), or of another class (1). */
const others = labels.map((label, row) => (row % 3 === 0 ? label : (label + 1) % classCount));
describeEvaluator(sts, {
  task: task("sts", { metadata: tinyMetadata({ mainScore: "cosine_spearman" }) }),
  repository: memoryRepository("tiny/sts", {
    default: {
      test: memoryTable("tiny/sts (default/test)", {
        sentence1: images,
        sentence2: others.map((label, row): EncodedImage => ({ bytes: Uint8Array.of(label, row) })),
        score: others.map((label, row) => (label === labels[row] ? 5 : 1)),
      }),
    },
  }),
  solve,
});

const labelled = (name: string): Table =>
  memoryTable(`tiny/sets (default/${name})`, { image: images, label: labels.map((label) => [label]) });
describeEvaluator(knnMultilabel, {
  task: task("knn-multilabel", { metadata: tinyMetadata({ mainScore: "lrap" }) }),
  repository: memoryRepository("tiny/sets", { default: { train: labelled("train"), test: labelled("test") } }),
  solve,
});

describeEvaluator(clustering, {
  task: task("clustering", { metadata: tinyMetadata({ mainScore: "nmi" }) }),
  repository: pictures,
  solve,
});
