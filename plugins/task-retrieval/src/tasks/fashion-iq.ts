import { defineTask, type Task } from "@mieb/core";

/** A garment and what should be different about it. */
export const fashionIQIT2I: Task = defineTask({
  metadata: {
    name: "FashionIQIT2IRetrieval",
    description: "Retrieve clothes based on descriptions.",
    type: "Any2AnyRetrieval",
    category: "it2i",
    modalities: ["text", "image"],
    dataset: { path: "mteb/mbeir_fashioniq_task7", revision: "469fba95d895f129f1d297619835d724db01904d" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "ndcg_at_10",
    license: "apache-2.0",
    reference:
      "https://openaccess.thecvf.com/content/CVPR2021/html/Wu_Fashion_IQ_A_New_Dataset_Towards_Retrieving_Images_by_Natural_CVPR_2021_paper.html",
    citation: `@inproceedings{wu2021fashion,
  author = {Wu, Hui and Gao, Yupeng and Guo, Xiaoxiao and Al-Halah, Ziad and Rennie, Steven and Grauman, Kristen and Feris, Rogerio},
  booktitle = {Proceedings of the IEEE/CVF Conference on computer vision and pattern recognition},
  pages = {11307--11317},
  title = {Fashion iq: A new dataset towards retrieving images by natural language feedback},
  year = {2021},
}`,
    domains: ["Encyclopaedic"],
    taskSubtypes: ["Image Text Retrieval"],
    date: ["2021-01-01", "2021-12-31"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: { query: "Find a fashion image that aligns with the reference image and style note." },
    statistics: {
      test: { samples: 80384, queries: 6003, documents: 74381, distinctImages: 76663, distinctTexts: 5973 },
    },
  },
  evaluator: "retrieval",
});
