import { defineTask, type Task } from "@mieb/core";

/**
 * Photographs of 64 × 64 pixels in 200 classes; scored on the validation split.
 *
 * The domain "Reviews" and the subtype "Sentiment/Hate speech" are the reference's.
 */
export const tinyImagenetClustering: Task = defineTask({
  metadata: {
    name: "TinyImageNetClustering",
    description: "Clustering over 200 classes.",
    type: "ImageClustering",
    category: "i2c",
    modalities: ["image"],
    dataset: { path: "mteb/tiny-imagenet", revision: "e04e259f646f750bd0bdb2a56c2a4577d89bee3d" },
    evalSplits: ["valid"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "nmi",
    license: "not specified",
    reference: "https://huggingface.co/datasets/zh-plus/tiny-imagenet/viewer/default/valid",
    citation: "",
    domains: ["Reviews"],
    taskSubtypes: ["Sentiment/Hate speech"],
    date: ["2012-01-01", "2015-12-31"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "found",
    prompt: null,
    // Mean NMI of labels drawn at random, as many as there are images and classes.
    chanceLevel: 0.2907,
    statistics: { valid: { samples: 10000, distinctImages: 10000 } },
  },
  evaluator: "clustering",
});
