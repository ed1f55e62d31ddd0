import { defineTask, type Task } from "@mieb/core";

/** Photographs of the same product for sale. */
export const sopI2I: Task = defineTask({
  metadata: {
    name: "SOPI2IRetrieval",
    description: "Retrieve product photos of 22634 online products.",
    type: "Any2AnyRetrieval",
    category: "i2i",
    modalities: ["image"],
    dataset: { path: "mteb/stanford-online-products", revision: "9556adace66a20ac7ef034b6b9dd854c0ed9779f" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "hit_rate_at_1",
    license: "not specified",
    reference: "https://paperswithcode.com/dataset/stanford-online-products",
    citation: `@inproceedings{oh2016deep,
  author = {Oh Song, Hyun and Xiang, Yu and Jegelka, Stefanie and Savarese, Silvio},
  booktitle = {Proceedings of the IEEE conference on computer vision and pattern recognition},
  pages = {4004--4012},
  title = {Deep metric learning via lifted structured feature embedding},
  year = {2016},
}`,
    domains: ["Encyclopaedic"],
    taskSubtypes: ["Object recognition"],
    date: ["2019-07-17", "2019-07-17"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    // 4.3 of 120,053 images are right, on average.
    chanceLevel: 3.6e-5,
    statistics: { test: { samples: 142687, queries: 22634, documents: 120053, distinctImages: 140651 } },
  },
  evaluator: "retrieval",
  // The best result is dropped as the query itself, also where it is another image.
  options: { skipFirstResult: true },
});
