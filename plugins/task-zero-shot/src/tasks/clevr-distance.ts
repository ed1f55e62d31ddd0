import { defineTask, type Task } from "@mieb/core";

/**
 * Rendered scenes of simple shapes: how far away is the nearest one?
 *
 * The fourth class has an empty name, so that its text is " shapes."; published scores are with this text.
 */
export const clevrDistanceZeroShot: Task = defineTask({
  metadata: {
    name: "CLEVRZeroShot",
    description: "CLEVR closest object distance identification task.",
    type: "ZeroShotClassification",
    category: "i2t",
    modalities: ["text", "image"],
    dataset: {
      path: "mteb/wds_vtab-clevr_closest_object_distance",
      revision: "d2777bb7428d8d74d951b57de0bc2ca5408c4fd4",
    },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "accuracy",
    license: "cc-by-4.0",
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
    chanceLevel: 1 / 6,
    statistics: { test: { samples: 15000, distinctImages: 15000, distinctTexts: 6 } },
  },
  notes: ['One class has an empty name, so that its text is " shapes.".'],
  evaluator: "zero-shot",
  columns: { image: "webp", label: "cls" },
  options: {
    candidateLabels: [
      "very nearby shapes.",
      "nearby shapes.",
      "near shapes.",
      " shapes.",
      "distant shapes.",
      "very distant shapes.",
    ],
  },
});
