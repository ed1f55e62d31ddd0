import { defineTask, type Task } from "@mieb/core";

/** Photographs of 32 × 32 pixels in a hundred classes of things and living beings. */
export const cifar100Clustering: Task = defineTask({
  metadata: {
    name: "CIFAR100Clustering",
    description: "Clustering images from 100 classes.",
    type: "ImageClustering",
    category: "i2t",
    modalities: ["image"],
    dataset: { path: "mteb/cifar100", revision: "ac5511f885f65fb75d31a9d8810a8440913f7721" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "nmi",
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
    // Mean NMI of labels drawn at random, as many as there are images and classes.
    chanceLevel: 0.1227,
    statistics: { test: { samples: 10000, distinctImages: 9998 } },
  },
  evaluator: "clustering",
  columns: { image: "img", label: "fine_label" },
});
