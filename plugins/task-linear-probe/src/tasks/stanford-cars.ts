import { defineTask, type Task } from "@mieb/core";

/** Photographs of cars by make, model and year. */
export const stanfordCars: Task = defineTask({
  metadata: {
    name: "StanfordCars",
    description: "Classifying car images from 196 makes.",
    type: "ImageClassification",
    category: "i2c",
    modalities: ["image"],
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
    domains: ["Encyclopaedic"],
    taskSubtypes: ["Object recognition"],
    date: ["2013-01-01", "2013-04-01"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    chanceLevel: 1 / 196,
    statistics: { train: { samples: 8144, distinctImages: 8132 }, test: { samples: 8041, distinctImages: 8033 } },
  },
  evaluator: "linear-probe",
});
