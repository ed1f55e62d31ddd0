import { defineTask, type Task } from "@mieb/core";

/** Photographs of 32 × 32 pixels in a hundred classes of things and living beings. */
export const cifar100: Task = defineTask({
  metadata: {
    name: "CIFAR100",
    description: "Classifying images from 100 classes.",
    type: "ImageClassification",
    category: "i2t",
    modalities: ["image"],
    dataset: { path: "mteb/cifar100", revision: "ac5511f885f65fb75d31a9d8810a8440913f7721" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "accuracy",
    license: "not specified",
    reference: "https://huggingface.co/datasets/uoft-cs/cifar100",
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
    chanceLevel: 1 / 100,
  },
  evaluator: "linear-probe",
  columns: { image: "img", label: "fine_label" },
});
