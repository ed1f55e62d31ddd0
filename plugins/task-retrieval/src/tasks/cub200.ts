import { defineTask, type Task } from "@mieb/core";

/** Birds of the same species among 5,794 photographs, which are queries and documents alike. */
export const cub200I2I: Task = defineTask({
  metadata: {
    name: "CUB200I2IRetrieval",
    description: "Retrieve bird images from 200 classes.",
    type: "Any2AnyRetrieval",
    category: "i2i",
    modalities: ["image"],
    dataset: { path: "mteb/cub200_retrieval", revision: "ad08c1307b15a226bf1b64e62656a17f1f85f7ec" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "hit_rate_at_1",
    license: "not specified",
    reference: "https://www.florian-schroff.de/publications/CUB-200.pdf",
    citation: `@article{welinder2010caltech,
  author = {Welinder, Peter and Branson, Steve and Mita, Takeshi and Wah, Catherine and Schroff, Florian and Belongie, Serge and Perona, Pietro},
  month = {09},
  pages = {},
  title = {Caltech-UCSD Birds 200},
  year = {2010},
}`,
    domains: ["Encyclopaedic"],
    taskSubtypes: ["Object recognition"],
    date: ["2009-01-01", "2010-04-01"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    // 28.3 of 5,794 images are right, on average.
    chanceLevel: 0.0049,
    statistics: { test: { samples: 11588, queries: 5794, documents: 5794, distinctImages: 11588 } },
  },
  evaluator: "retrieval",
  // The best result is dropped as the query itself, also where it is another image.
  options: { skipFirstResult: true },
});
