import { defineTask, type Task } from "@mieb/core";

/** "The crouched cat and the open door" against the same with the properties exchanged. */
export const aroVisualAttribution: Task = defineTask({
  metadata: {
    name: "AROVisualAttribution",
    description: "Compositionality Evaluation of images to their captions.",
    type: "Compositionality",
    category: "i2t",
    modalities: ["text", "image"],
    dataset: { path: "mteb/ARO-Visual-Attribution", revision: "25fe9b460426ff67cdb0608a737c94f8f49a901e" },
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
