import { defineTask, type Task } from "@mieb/core";

/**
 * Photographs of cars by make, model and year.
 *
 * The description says 96 makes, as the reference does; there are 196 classes.
 */
export const stanfordCarsZeroShot: Task = defineTask({
  metadata: {
    name: "StanfordCarsZeroShot",
    description: "Classifying car images from 96 makes.",
    type: "ZeroShotClassification",
    category: "i2t",
    modalities: ["image", "text"],
    dataset: { path: "mteb/StanfordCars", revision: "09ffe9bc7864d3f1e851529e5c4b7e05601a04fb" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "accuracy",
    license: "not specified",
    reference: "https://pure.mpg.de/rest/items/item_2029263/component/file_2029262/content",
    citation: `@inproceedings{Krause2013CollectingAL,
  author = {Jonathan Krause and Jia Deng and Michael Stark and Li Fei-Fei},
  title = {Collecting a Large-scale Dataset of Fine-grained Cars},
  url = {https://api.semanticscholar.org/CorpusID:16632981},
  year = {2013},
}`,
    domains: ["Scene"],
    taskSubtypes: ["Scene recognition"],
    date: ["2013-01-01", "2013-04-01"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    chanceLevel: 1 / 196,
    statistics: { test: { samples: 8041, distinctImages: 8033, distinctTexts: 196 } },
  },
  notes: ["The description speaks of 96 makes; there are 196 classes."],
  evaluator: "zero-shot",
  options: { template: "a photo of a {name}." },
});
