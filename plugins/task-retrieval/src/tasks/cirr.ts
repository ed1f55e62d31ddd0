import { defineTask, type Task } from "@mieb/core";

/** A picture and how another one differs from it, in words. */
export const cirrIT2I: Task = defineTask({
  metadata: {
    name: "CIRRIT2IRetrieval",
    description: "Retrieve images based on texts and images.",
    type: "Any2AnyRetrieval",
    category: "it2i",
    modalities: ["text", "image"],
    dataset: { path: "mteb/mbeir_cirr_task7", revision: "bb0713ed1ed136b2974fce68df7e26388040b650" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "ndcg_at_10",
    license: "cc-by-sa-4.0",
    reference:
      "https://openaccess.thecvf.com/content/ICCV2021/html/Liu_Image_Retrieval_on_Real-Life_Images_With_Pre-Trained_Vision-and-Language_Models_ICCV_2021_paper.html",
    citation: `@inproceedings{liu2021image,
  author = {Liu, Zheyuan and Rodriguez-Opazo, Cristian and Teney, Damien and Gould, Stephen},
  booktitle = {Proceedings of the IEEE/CVF International Conference on Computer Vision},
  pages = {2125--2134},
  title = {Image retrieval on real-life images with pre-trained vision-and-language models},
  year = {2021},
}`,
    domains: ["Encyclopaedic"],
    taskSubtypes: ["Image Text Retrieval"],
    date: ["2018-01-01", "2018-12-31"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "found",
    prompt: {
      query: "Retrieve a day-to-day image that aligns with the modification instructions of the provided image.",
    },
    statistics: {
      test: { samples: 25721, queries: 4170, documents: 21551, distinctImages: 23450, distinctTexts: 4152 },
    },
  },
  evaluator: "retrieval",
});
