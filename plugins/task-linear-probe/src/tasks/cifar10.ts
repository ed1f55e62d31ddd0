import { defineTask, type Task } from "@mieb/core";

/** Photographs of 32 × 32 pixels in ten classes of animals and vehicles. */
export const cifar10: Task = defineTask({
  metadata: {
    name: "CIFAR10",
    description: "Classifying images from 10 classes.",
    type: "ImageClassification",
    category: "i2c",
    modalities: ["image"],
    dataset: { path: "mteb/cifar10", revision: "69a62dd171e24a133d193073e73fda4dbb823266" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "accuracy",
    license: "not specified",
    reference: "https://huggingface.co/datasets/uoft-cs/cifar10",
    citation: `@techreport{Krizhevsky09learningmultiple,
  author = {Alex Krizhevsky},
  institution = {},
  title = {Learning multiple layers of features from tiny images},
  year = {2009},
}`,
    domains: ["Web"],
    taskSubtypes: ["Object recognition"],
    date: ["2008-01-01", "2009-01-01"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    chanceLevel: 0.1,
  },
  evaluator: "linear-probe",
  columns: { image: "img" },
});
