import { defineTask, type Task, type TaskMetadata } from "@mieb/core";

const shared = {
  description: "Retrieve sources of information based on questions.",
  type: "Any2AnyRetrieval",
  evalSplits: ["test"],
  subsets: { default: ["eng-Latn"] },
  mainScore: "ndcg_at_10",
  license: "cc-by-sa-4.0",
  reference:
    "https://openaccess.thecvf.com/content/CVPR2022/html/Chang_WebQA_Multihop_and_Multimodal_QA_CVPR_2022_paper.html",
  citation: `@inproceedings{chang2022webqa,
  author = {Chang, Yingshan and Narang, Mridu and Suzuki, Hisami and Cao, Guihong and Gao, Jianfeng and Bisk, Yonatan},
  booktitle = {Proceedings of the IEEE/CVF conference on computer vision and pattern recognition},
  pages = {16495--16504},
  title = {Webqa: Multihop and multimodal qa},
  year = {2022},
}`,
  domains: ["Encyclopaedic"],
  taskSubtypes: ["Image Text Retrieval"],
  date: ["2022-01-01", "2022-12-31"],
  annotationsCreators: "derived",
  dialect: [],
  sampleCreation: "created",
} satisfies Partial<TaskMetadata>;

/** Captioned pictures of Wikipedia that answer a question. */
export const webQAT2IT: Task = defineTask({
  metadata: {
    ...shared,
    name: "WebQAT2ITRetrieval",
    category: "t2it",
    modalities: ["image", "text"],
    dataset: { path: "mteb/mbeir_webqa_task2", revision: "8a9243d504a2039b3467abdef2208a127a5c0737" },
    prompt: { query: "Find a Wikipedia image that answers this question." },
    statistics: {
      test: { samples: 405707, queries: 2511, documents: 403196, distinctImages: 375809, distinctTexts: 393804 },
    },
  },
  evaluator: "retrieval",
});

/** Paragraphs of Wikipedia that answer a question. */
export const webQAT2T: Task = defineTask({
  metadata: {
    ...shared,
    name: "WebQAT2TRetrieval",
    category: "t2t",
    modalities: ["text"],
    dataset: { path: "mteb/mbeir_webqa_task1", revision: "17d2f7d42f1b3ef9293fb545b9039fcec1deab91" },
    prompt: { query: "Retrieve passages from Wikipedia that provide answers to the following question." },
    statistics: { test: { samples: 546912, queries: 2455, documents: 544457, distinctTexts: 546908 } },
  },
  evaluator: "retrieval",
});
