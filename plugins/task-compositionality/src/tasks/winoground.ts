import { defineTask, type Task } from "@mieb/core";

/**
 * Two images, two captions of the same words: both must be matched, in both directions.
 *
 * `text_acc`, `image_acc` and `accuracy` are the text, image and group score of the paper; a tie counts for the first
 * image or text here, where the paper wants a strict maximum. The repository asks for consent to its licence on the hub.
 */
export const winoground: Task = defineTask({
  metadata: {
    name: "Winoground",
    description: "Compositionality Evaluation of images to their captions.",
    type: "Compositionality",
    category: "i2t",
    modalities: ["text", "image"],
    dataset: { path: "facebook/winoground", revision: "b400e173549071916ad1b3d449293bc8d8b4b763" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "accuracy",
    license: "https://huggingface.co/datasets/facebook/winoground/blob/main/license_agreement.txt",
    reference:
      "https://openaccess.thecvf.com/content/CVPR2022/html/Thrush_Winoground_Probing_Vision_and_Language_Models_for_Visio-Linguistic_Compositionality_CVPR_2022_paper",
    citation: `@misc{thrush2022winogroundprobingvisionlanguage,
  archiveprefix = {arXiv},
  author = {Tristan Thrush and Ryan Jiang and Max Bartolo and Amanpreet Singh and Adina Williams and Douwe Kiela and Candace Ross},
  eprint = {2204.03162},
  primaryclass = {cs.CV},
  title = {Winoground: Probing Vision and Language Models for Visio-Linguistic Compositionality},
  url = {https://arxiv.org/abs/2204.03162},
  year = {2022},
}`,
    domains: ["Social"],
    taskSubtypes: ["Caption Pairing"],
    date: ["2022-01-01", "2022-04-07"],
    annotationsCreators: "expert-annotated",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    // Of the 24 orders of four scores, four have both right ones before both wrong ones.
    chanceLevel: 1 / 6,
    statistics: { test: { samples: 400, distinctImages: 800, distinctTexts: 800 } },
  },
  evaluator: "image-text-pair",
  options: { images: ["image_0", "image_1"], texts: ["caption_0", "caption_1"] },
});
