import { defineTask, type Task } from "@mieb/core";

/** Photographs of 500 North American bird species. */
export const birdsnapZeroShot: Task = defineTask({
  metadata: {
    name: "BirdsnapZeroShot",
    description: "Classifying bird images from 500 species. ",
    type: "ZeroShotClassification",
    category: "i2t",
    modalities: ["image", "text"],
    dataset: { path: "mteb/birdsnap", revision: "fd23015508be94f0b5b59d61630e4ea2536509e4" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "accuracy",
    license: "not specified",
    reference:
      "https://openaccess.thecvf.com/content_cvpr_2014/html/Berg_Birdsnap_Large-scale_Fine-grained_2014_CVPR_paper.html",
    citation: `@inproceedings{Berg_2014_CVPR,
  author = {Berg, Thomas and Liu, Jiongxin and Woo Lee, Seung and Alexander, Michelle L. and Jacobs, David W. and Belhumeur, Peter N.},
  booktitle = {Proceedings of the IEEE Conference on Computer Vision and Pattern Recognition (CVPR)},
  month = {June},
  title = {Birdsnap: Large-scale Fine-grained Visual Categorization of Birds},
  year = {2014},
}`,
    domains: ["Encyclopaedic"],
    taskSubtypes: ["Object recognition"],
    date: ["2013-01-01", "2014-01-01"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    chanceLevel: 1 / 500,
    statistics: { test: { samples: 1851, distinctImages: 1849, distinctTexts: 500 } },
  },
  evaluator: "zero-shot",
  columns: { label: "common" },
  options: { template: "a photo of a {name}, a type of bird." },
});
