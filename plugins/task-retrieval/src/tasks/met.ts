import { defineTask, type Task } from "@mieb/core";

/** The exhibits of a museum: other photographs of the same piece. */
export const metI2I: Task = defineTask({
  metadata: {
    name: "METI2IRetrieval",
    description: "Retrieve photos of more than 224k artworks.",
    type: "Any2AnyRetrieval",
    category: "i2i",
    modalities: ["image"],
    dataset: { path: "mteb/met", revision: "c4994f2da3df0a6e20a310048a04be49da7282c3" },
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
    // 2.0 of 260,655 images are right, on average.
    chanceLevel: 7.5e-6,
    statistics: { test: { samples: 348597, queries: 87942, documents: 260655, distinctImages: 348594 } },
  },
  evaluator: "retrieval",
  // The best result is dropped as the query itself, also where it is another image.
  options: { skipFirstResult: true },
});
