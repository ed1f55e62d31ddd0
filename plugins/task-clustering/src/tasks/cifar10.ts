import { defineTask, type Task } from "@mieb/core";

/** Photographs of 32 × 32 pixels in ten classes of animals and vehicles. */
export const cifar10Clustering: Task = defineTask({
  metadata: {
    name: "CIFAR10Clustering",
    description: "Clustering images from 10 classes.",
    type: "ImageClustering",
    category: "i2c",
    modalities: ["image"],
    dataset: { path: "mteb/cifar10", revision: "69a62dd171e24a133d193073e73fda4dbb823266" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "nmi",
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
    // Mean NMI of labels drawn at random, as many as there are images and classes.
    chanceLevel: 0.0017,
    statistics: { test: { samples: 10000, distinctImages: 10000 } },
  },
  evaluator: "clustering",
  columns: { image: "img" },
});
