import { defineTask, type Task } from "@mieb/core";
import { imageColumns, loadImagecode } from "../imagecode-samples.ts";

/** Which of ten nearly equal pictures a precise sentence is about. */
export const imagecode: Task = defineTask({
  metadata: {
    name: "ImageCoDe",
    description: "Identify the correct image from a set of similar images based on a precise caption.",
    type: "Compositionality",
    category: "it2i",
    modalities: ["text", "image"],
    dataset: { path: "mteb/imagecode-multi", revision: "0a27b28e13841897d490a40fb88a003f04d7e314" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "image_acc",
    license: "cc-by-sa-4.0",
    reference: "https://aclanthology.org/2022.acl-long.241.pdf",
    citation: `@article{krojer2022image,
  author = {Krojer, Benno and Adlakha, Vaibhav and Vineet, Vibhav and Goyal, Yash and Ponti, Edoardo and Reddy, Siva},
  journal = {arXiv preprint arXiv:2203.15867},
  title = {Image retrieval from contextual descriptions},
  year = {2022},
}`,
    domains: ["Web", "Written"],
    taskSubtypes: ["Image Text Retrieval"],
    date: ["2022-05-22", "2022-05-27"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "found",
    prompt: null,
    chanceLevel: 1 / 10,
    statistics: { test: { samples: 2302, distinctImages: 10359, distinctTexts: 2302 } },
  },
  notes: [
    "Published results come in two kinds: older ones have the accuracy of a ranking for a main score, newer ones image_acc.",
  ],
  evaluator: "image-text-pair",
  options: { images: imageColumns, texts: ["text"] },
  loadDataset: loadImagecode,
});
