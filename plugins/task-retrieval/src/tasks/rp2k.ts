import { defineTask, type Task } from "@mieb/core";

/** Photographs of the same product on a shelf. */
export const rp2kI2I: Task = defineTask({
  metadata: {
    name: "RP2kI2IRetrieval",
    description: "Retrieve photos of 39457 products.",
    type: "Any2AnyRetrieval",
    category: "i2i",
    modalities: ["image"],
    dataset: { path: "mteb/rp2k", revision: "03b56e190634e7138c906d67cb356900ee50c98f" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "hit_rate_at_1",
    license: "not specified",
    reference: "https://arxiv.org/abs/2006.12634",
    citation: `@article{peng2020rp2k,
  author = {Peng, Jingtian and Xiao, Chang and Li, Yifan},
  journal = {arXiv preprint arXiv:2006.12634},
  title = {RP2K: A large-scale retail product dataset for fine-grained image classification},
  year = {2020},
}`,
    domains: ["Web"],
    taskSubtypes: ["Object recognition"],
    date: ["2009-01-01", "2010-04-01"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    // 115.5 of 39,457 images are right, on average.
    chanceLevel: 0.0029,
    statistics: { test: { samples: 77643, queries: 38186, documents: 39457, distinctImages: 77330 } },
  },
  evaluator: "retrieval",
  // The best result is dropped as the query itself, also where it is another image.
  options: { skipFirstResult: true },
});
