import { defineTask, type Task } from "@mieb/core";

/**
 * Photographs with one to several of twenty kinds of things in each.
 *
 * The description is the reference's, taken over from Birdsnap. The reference names a logistic regression for this task
 * and then scores five nearest neighbours; published numbers are those of the neighbours.
 */
export const voc2007: Task = defineTask({
  metadata: {
    name: "VOC2007",
    description: "Classifying bird images from 500 species.",
    type: "ImageClassification",
    category: "i2c",
    modalities: ["image"],
    dataset: { path: "mteb/VOC2007", revision: "96d47458fb2f40713997b0ea271688c02bac840b" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "lrap",
    license: "not specified",
    reference: "http://host.robots.ox.ac.uk/pascal/VOC/",
    citation: `@article{Everingham10,
  author = {Everingham, M. and Van~Gool, L. and Williams, C. K. I. and Winn, J. and Zisserman, A.},
  journal = {International Journal of Computer Vision},
  month = jun,
  number = {2},
  pages = {303--338},
  title = {The Pascal Visual Object Classes (VOC) Challenge},
  volume = {88},
  year = {2010},
}`,
    domains: ["Encyclopaedic"],
    taskSubtypes: ["Object recognition"],
    date: ["2005-01-01", "2014-01-01"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    statistics: { train: { samples: 2501, distinctImages: 2500 }, test: { samples: 4952, distinctImages: 4952 } },
  },
  notes: [
    "The description was taken over from Birdsnap; these are images of 20 kinds of object.",
    "The reference names a logistic regression for this task, which nothing uses.",
  ],
  evaluator: "knn-multilabel",
  columns: { label: "classes" },
});
