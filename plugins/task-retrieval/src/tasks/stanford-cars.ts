import { defineTask, type Task } from "@mieb/core";

/** Cars of the same make, model and year among 8,041 photographs, which are queries and documents alike. */
export const stanfordCarsI2I: Task = defineTask({
  metadata: {
    name: "StanfordCarsI2IRetrieval",
    description: "Retrieve car images from 196 makes.",
    type: "Any2AnyRetrieval",
    category: "i2i",
    modalities: ["image"],
    dataset: { path: "mteb/stanford_cars_retrieval", revision: "b27a0612211af3598bd11fe28af20928f20cce06" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "hit_rate_at_1",
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
    date: ["2012-01-01", "2013-04-01"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    // 40.5 of 8,041 images are right, on average.
    chanceLevel: 0.005,
    statistics: { test: { samples: 16082, queries: 8041, documents: 8041, distinctImages: 16066 } },
  },
  evaluator: "retrieval",
  // The best result is dropped as the query itself, also where it is another image.
  options: { skipFirstResult: true },
});
