import { defineTask, type Task } from "@mieb/core";

/** Answers to questions that blind people asked about their photographs. */
export const vizWizIT2T: Task = defineTask({
  metadata: {
    name: "VizWizIT2TRetrieval",
    description: "Retrieve the correct answer for a question about an image.",
    type: "Any2AnyRetrieval",
    category: "it2t",
    modalities: ["text", "image"],
    dataset: { path: "mteb/vizwiz", revision: "c9a6f7bf3f5cbc8e76a29a423ba48d7b549b8d87" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "ndcg_at_10",
    license: "cc-by-sa-4.0",
    reference:
      "https://openaccess.thecvf.com/content_cvpr_2018/papers/Gurari_VizWiz_Grand_Challenge_CVPR_2018_paper.pdf",
    citation: `@inproceedings{gurari2018vizwiz,
  author = {Gurari, Danna and Li, Qing and Stangl, Abigale J and Guo, Anhong and Lin, Chi and Grauman, Kristen and Luo, Jiebo and Bigham, Jeffrey P},
  booktitle = {Proceedings of the IEEE conference on computer vision and pattern recognition},
  pages = {3608--3617},
  title = {Vizwiz grand challenge: Answering visual questions from blind people},
  year = {2018},
}`,
    domains: ["Web"],
    taskSubtypes: ["Image Text Retrieval"],
    date: ["2018-01-01", "2018-01-01"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "found",
    prompt: null,
    // One of 2,091 texts is right: mean nDCG at 10 of a random order.
    chanceLevel: 0.0022,
    statistics: { test: { samples: 6410, queries: 4319, documents: 2091, distinctImages: 4283, distinctTexts: 4889 } },
  },
  evaluator: "retrieval",
});
