import { defineTask, type Task } from "@mieb/core";

/** Photographs of the thing that a sketch shows. */
export const sketchyI2I: Task = defineTask({
  metadata: {
    name: "SketchyI2IRetrieval",
    description: "Retrieve photos from sketches.",
    type: "Any2AnyRetrieval",
    category: "i2i",
    modalities: ["image"],
    dataset: { path: "mteb/sketchy", revision: "f9456d4ef865495dacd379c7f43925f4155831bf" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "hit_rate_at_1",
    license: "not specified",
    reference: "https://arxiv.org/abs/2202.01747",
    citation: `@inproceedings{ypsilantis2021met,
  author = {Ypsilantis, Nikolaos-Antonios and Garcia, Noa and Han, Guangxing and Ibrahimi, Sarah and Van Noord, Nanne and Tolias, Giorgos},
  booktitle = {Thirty-fifth Conference on Neural Information Processing Systems Datasets and Benchmarks Track (Round 2)},
  title = {The met dataset: Instance-level recognition for artworks},
  year = {2021},
}`,
    domains: ["Encyclopaedic"],
    taskSubtypes: ["Object recognition"],
    date: ["2021-12-06", "2021-12-14"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    // 100.0 of 25,000 images are right, on average.
    chanceLevel: 0.004,
    statistics: { test: { samples: 477886, queries: 452886, documents: 25000, distinctImages: 477656 } },
  },
  evaluator: "retrieval",
});
