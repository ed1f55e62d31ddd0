import { defineTask, type Task } from "@mieb/core";

const emotions = ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"];

/** Grey portraits of 48 × 48 pixels by the emotion they show. */
export const fer2013ZeroShot: Task = defineTask({
  metadata: {
    name: "FER2013ZeroShot",
    description: "Classifying facial emotions.",
    type: "ZeroShotClassification",
    category: "i2t",
    modalities: ["image", "text"],
    dataset: { path: "mteb/wds_fer2013", revision: "d9cabab388cb32bc071a1601ef68cb2f70ca0ba7" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "accuracy",
    license: "not specified",
    reference: "https://arxiv.org/abs/1412.6572",
    citation: `@misc{goodfellow2015explainingharnessingadversarialexamples,
  archiveprefix = {arXiv},
  author = {Ian J. Goodfellow and Jonathon Shlens and Christian Szegedy},
  eprint = {1412.6572},
  primaryclass = {stat.ML},
  title = {Explaining and Harnessing Adversarial Examples},
  url = {https://arxiv.org/abs/1412.6572},
  year = {2015},
}`,
    domains: ["Encyclopaedic"],
    taskSubtypes: ["Emotion recognition"],
    date: ["2014-01-01", "2014-12-01"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    chanceLevel: 1 / 7,
    statistics: { test: { samples: 7178, distinctImages: 7092, distinctTexts: 7 } },
  },
  evaluator: "zero-shot",
  columns: { image: "jpg", label: "cls" },
  options: { candidateLabels: emotions.map((emotion) => `a photo of a ${emotion} looking face.`) },
});
