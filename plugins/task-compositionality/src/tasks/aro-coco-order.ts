import { defineTask, type Task } from "@mieb/core";

/** Captions of MSCOCO against the same words in four other orders. */
export const aroCocoOrder: Task = defineTask({
  metadata: {
    name: "AROCocoOrder",
    description:
      "Compositionality Evaluation of images to their captions.Each capation has four hard negatives created by order permutations.",
    type: "Compositionality",
    category: "i2t",
    modalities: ["text", "image"],
    dataset: { path: "mteb/ARO-COCO-order", revision: "53c20afc02a87fed8c0245dde2e00f054da4b861" },
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
    statistics: { test: { samples: 25010, distinctImages: 5000, distinctTexts: 119661 } },
  },
  evaluator: "image-text-pair",
  options: {
    images: ["images"],
    texts: ["correct_caption", "hard_text_1", "hard_text_2", "hard_text_3", "hard_text_4"],
  },
});
