import { defineTask, type Task } from "@mieb/core";

/** Photographs of dishes; scored on the validation split, the repository has no test split. */
export const food101: Task = defineTask({
  metadata: {
    name: "Food101Classification",
    description: "Classifying food.",
    type: "ImageClassification",
    category: "i2c",
    modalities: ["image"],
    dataset: { path: "mteb/food101", revision: "7cca05bfde8fdad4a9b39ed14a881c800cc1dca2" },
    evalSplits: ["validation"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "accuracy",
    license: "not specified",
    reference: "https://huggingface.co/datasets/ethz/food101",
    citation: `@inproceedings{bossard14,
  author = {Bossard, Lukas and Guillaumin, Matthieu and Van Gool, Luc},
  booktitle = {European Conference on Computer Vision},
  title = {Food-101 -- Mining Discriminative Components with Random Forests},
  year = {2014},
}`,
    domains: ["Web"],
    taskSubtypes: ["Object recognition"],
    date: ["2013-01-01", "2014-01-01"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    chanceLevel: 1 / 101,
    statistics: {
      train: { samples: 75750, distinctImages: 75716 },
      validation: { samples: 25250, distinctImages: 25246 },
    },
  },
  evaluator: "linear-probe",
});
