import { defineTask, type Task } from "@mieb/core";

/** Answers to questions about everyday photographs. */
export const vqa2IT2T: Task = defineTask({
  metadata: {
    name: "VQA2IT2TRetrieval",
    description: "Retrieve the correct answer for a question about an image.",
    type: "Any2AnyRetrieval",
    category: "it2t",
    modalities: ["text", "image"],
    dataset: { path: "mteb/vqa-2", revision: "cee84d52b243da575fa9ba71501a8433464a79a1" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "ndcg_at_10",
    license: "cc-by-sa-4.0",
    reference: "https://openaccess.thecvf.com/content_cvpr_2017/html/Goyal_Making_the_v_CVPR_2017_paper.html",
    citation: `@inproceedings{Goyal_2017_CVPR,
  author = {Goyal, Yash and Khot, Tejas and Summers-Stay, Douglas and Batra, Dhruv and Parikh, Devi},
  booktitle = {Proceedings of the IEEE Conference on Computer Vision and Pattern Recognition (CVPR)},
  month = {July},
  title = {Making the v in VQA Matter: Elevating the Role of Image Understanding in Visual Question Answering},
  year = {2017},
}`,
    domains: ["Web"],
    taskSubtypes: ["Image Text Retrieval"],
    date: ["2017-07-01", "2017-07-01"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "found",
    prompt: null,
    // One of 21,597 texts is right: mean nDCG at 10 of a random order.
    chanceLevel: 0.00021,
    statistics: {
      test: { samples: 235951, queries: 214354, documents: 21597, distinctImages: 40504, distinctTexts: 103162 },
    },
  },
  evaluator: "retrieval",
});
