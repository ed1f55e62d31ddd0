import { defineTask, type Task } from "@mieb/core";

/** Captions of Flickr30k against the same words in four other orders. */
export const aroFlickrOrder: Task = defineTask({
  metadata: {
    name: "AROFlickrOrder",
    description:
      "Compositionality Evaluation of images to their captions.Each capation has four hard negatives created by order permutations.",
    type: "Compositionality",
    category: "i2t",
    modalities: ["text", "image"],
    dataset: { path: "mteb/ARO-Flickr-Order", revision: "e5d7f3502345b2c398a6645b4d09b44e650287bf" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "text_acc",
    license: "mit",
    reference: "https://openreview.net/forum?id=KRLUvxh8uaX",
    citation: `@inproceedings{yuksekgonul2023and,
  author = {Yuksekgonul, Mert and Bianchi, Federico and Kalluri, Pratyusha and Jurafsky, Dan and Zou, James},
  booktitle = {The Eleventh International Conference on Learning Representations},
  title = {When and why vision-language models behave like bags-of-words, and what to do about it?},
  year = {2023},
}`,
    domains: ["Encyclopaedic"],
    taskSubtypes: ["Caption Pairing"],
    date: ["2022-01-01", "2022-12-31"],
    annotationsCreators: "expert-annotated",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    chanceLevel: 1 / 5,
    statistics: { test: { samples: 5000, distinctImages: 1000, distinctTexts: 23892 } },
  },
  evaluator: "image-text-pair",
  options: {
    images: ["images"],
    texts: ["correct_caption", "hard_text_1", "hard_text_2", "hard_text_3", "hard_text_4"],
  },
});
