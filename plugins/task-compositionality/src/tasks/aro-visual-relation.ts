import { defineTask, type Task } from "@mieb/core";

/** "The horse is eating the grass" against the same with the two things exchanged. */
export const aroVisualRelation: Task = defineTask({
  metadata: {
    name: "AROVisualRelation",
    description: "Compositionality Evaluation of images to their captions.",
    type: "Compositionality",
    category: "i2t",
    modalities: ["text", "image"],
    dataset: { path: "mteb/ARO-Visual-Relation", revision: "53c1115ab5871ab33b09d5bb8856236d46bdaf2d" },
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
    chanceLevel: 1 / 2,
  },
  evaluator: "image-text-pair",
  options: { images: ["image"], texts: ["true_caption", "false_caption"] },
});
