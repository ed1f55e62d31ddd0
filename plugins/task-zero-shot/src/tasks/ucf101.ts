import { defineTask, type Task } from "@mieb/core";

/**
 * Single frames of videos by the activity they show.
 *
 * The template has no full stop at its end, in the reference as here.
 */
export const ucf101ZeroShot: Task = defineTask({
  metadata: {
    name: "UCF101ZeroShot",
    description:
      "UCF101 is an action recognition data set of realistic action videos collected from YouTube, having 101 action categories. This version of the dataset does not contain images but images saved frame by frame. Train and test splits are generated based on the authors' first version train/test list.",
    type: "ZeroShotClassification",
    category: "i2t",
    modalities: ["image", "text"],
    dataset: { path: "mteb/ucf101", revision: "e0618988874f6ffbf90af69fa6dccecb9be3deb3" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "accuracy",
    license: "not specified",
    reference: "https://huggingface.co/datasets/flwrlabs/ucf101",
    citation: `@misc{soomro2012ucf101dataset101human,
  archiveprefix = {arXiv},
  author = {Khurram Soomro and Amir Roshan Zamir and Mubarak Shah},
  eprint = {1212.0402},
  primaryclass = {cs.CV},
  title = {UCF101: A Dataset of 101 Human Actions Classes From Videos in The Wild},
  url = {https://arxiv.org/abs/1212.0402},
  year = {2012},
}`,
    domains: ["Activity", "Sport", "Web"],
    taskSubtypes: ["Activity recognition"],
    date: ["2012-01-01", "2012-12-01"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    chanceLevel: 1 / 101,
    statistics: { test: { samples: 697222, distinctImages: 695421, distinctTexts: 101 } },
  },
  evaluator: "zero-shot",
  options: { template: "a photo of {name}" },
});
