import { defineTask, type Task } from "@mieb/core";

/** The eighty sketches of a thing, by its name. */
export const tuBerlinT2I: Task = defineTask({
  metadata: {
    name: "TUBerlinT2IRetrieval",
    description: "Retrieve sketch images based on text descriptions.",
    type: "Any2AnyRetrieval",
    category: "t2i",
    modalities: ["text", "image"],
    dataset: { path: "mteb/tu-berlin", revision: "7f2a802146c499d092669f7874044dad96384b40" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "ndcg_at_10",
    license: "cc-by-sa-4.0",
    reference: "https://dl.acm.org/doi/pdf/10.1145/2185520.2185540",
    citation: `@article{eitz2012humans,
  author = {Eitz, Mathias and Hays, James and Alexa, Marc},
  journal = {ACM Transactions on graphics (TOG)},
  number = {4},
  pages = {1--10},
  publisher = {Acm New York, NY, USA},
  title = {How do humans sketch objects?},
  volume = {31},
  year = {2012},
}`,
    domains: ["Encyclopaedic"],
    taskSubtypes: ["Image Text Retrieval"],
    date: ["2012-01-01", "2012-12-31"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "found",
    prompt: null,
    // Eighty of 20,000 images are right: mean nDCG at 10 of a random order.
    chanceLevel: 0.004,
    statistics: { test: { samples: 20250, queries: 250, documents: 20000, distinctImages: 20000, distinctTexts: 250 } },
  },
  evaluator: "retrieval",
});
