import { defineTask, type Task } from "@mieb/core";

const counts = ["three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** Rendered scenes of three to ten simple shapes, to be counted. */
export const clevrCountZeroShot: Task = defineTask({
  metadata: {
    name: "CLEVRCountZeroShot",
    description: "CLEVR count objects task.",
    type: "ZeroShotClassification",
    category: "i2t",
    modalities: ["text", "image"],
    dataset: { path: "mteb/wds_vtab-clevr_count_all", revision: "2e31935f1deb7d22306d3bcb02b76c7cd87a10b3" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "accuracy",
    license: "not specified",
    reference: "https://openaccess.thecvf.com/content_cvpr_2017/html/Johnson_CLEVR_A_Diagnostic_CVPR_2017_paper.html",
    citation: `@inproceedings{Johnson_2017_CVPR,
  author = {Johnson, Justin and Hariharan, Bharath and van der Maaten, Laurens and Fei-Fei, Li and Lawrence Zitnick, C. and Girshick, Ross},
  booktitle = {Proceedings of the IEEE Conference on Computer Vision and Pattern Recognition (CVPR)},
  month = {July},
  title = {CLEVR: A Diagnostic Dataset for Compositional Language and Elementary Visual Reasoning},
  year = {2017},
}`,
    domains: ["Constructed"],
    taskSubtypes: ["Object recognition"],
    date: ["2016-01-01", "2016-12-20"],
    annotationsCreators: "human-annotated",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    chanceLevel: 1 / 8,
    statistics: { test: { samples: 15000, distinctImages: 15000, distinctTexts: 8 } },
  },
  evaluator: "zero-shot",
  columns: { image: "webp", label: "cls" },
  options: { candidateLabels: counts.map((count) => `a picture of ${count} objects`) },
});
