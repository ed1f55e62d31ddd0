import { defineTask, type Task } from "@mieb/core";

/** Captions against fluent false ones with a thing, property or relation replaced, exchanged or added. */
export const sugarCrepe: Task = defineTask({
  metadata: {
    name: "SugarCrepe",
    description:
      "Compositionality Evaluation of images to their captions. Note that 572 of the 7511 pairs (7.6%) have a caption and negative_caption that are the same words in a different order (the swap_obj and swap_att subsets of the source benchmark). A model whose text representation is order-insensitive scores chance on those pairs by construction, capping its text_acc at 0.962.",
    type: "Compositionality",
    category: "i2t",
    modalities: ["text", "image"],
    dataset: { path: "mteb/SUGARCREPE_fmt", revision: "e9e0e3ce40c94023c819d3413edb5d090ec9f0d8" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "text_acc",
    license: "mit",
    reference:
      "https://proceedings.neurips.cc/paper_files/paper/2023/hash/63461de0b4cb760fc498e85b18a7fe81-Abstract-Datasets_and_Benchmarks.html",
    citation: `@article{hsieh2024sugarcrepe,
  author = {Hsieh, Cheng-Yu and Zhang, Jieyu and Ma, Zixian and Kembhavi, Aniruddha and Krishna, Ranjay},
  journal = {Advances in neural information processing systems},
  title = {Sugarcrepe: Fixing hackable benchmarks for vision-language compositionality},
  volume = {36},
  year = {2024},
}`,
    domains: ["Encyclopaedic"],
    taskSubtypes: ["Caption Pairing"],
    date: ["2022-01-01", "2022-12-31"],
    annotationsCreators: "expert-annotated",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    chanceLevel: 1 / 2,
    statistics: { test: { samples: 7511, distinctImages: 1560, distinctTexts: 11844 } },
  },
  evaluator: "image-text-pair",
  // The one split is called train in the repository; the reference evaluates it as test.
  loadDataset: async ({ repository }) => ({ test: await repository.table("default", "train") }),
  options: { images: ["images"], texts: ["caption", "negative_caption"] },
});
