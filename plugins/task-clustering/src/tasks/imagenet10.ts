import { defineTask, type Task } from "@mieb/core";

/** Photographs of ten classes of ImageNet that are easy to tell apart. */
export const imagenet10Clustering: Task = defineTask({
  metadata: {
    name: "ImageNet10Clustering",
    description: "Clustering images from an 10-class subset of ImageNet which are generally easy to distinguish.",
    type: "ImageClustering",
    category: "i2t",
    modalities: ["image"],
    dataset: { path: "mteb/imagenet-10", revision: "6ee8458695d029cc225d046deb33342dfca9d4ce" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "nmi",
    license: "not specified",
    reference: "https://www.kaggle.com/datasets/liusha249/imagenet10",
    citation: `@inproceedings{deng2009imagenet,
  author = {Deng, Jia and Dong, Wei and Socher, Richard and Li, Li-Jia and Kai Li and Li Fei-Fei},
  booktitle = {2009 IEEE Conference on Computer Vision and Pattern Recognition},
  doi = {10.1109/CVPR.2009.5206848},
  keywords = {Large-scale systems;Image databases;Explosions;Internet;Robustness;Information retrieval;Image retrieval;Multimedia databases;Ontologies;Spine},
  number = {},
  pages = {248-255},
  title = {ImageNet: A large-scale hierarchical image database},
  volume = {},
  year = {2009},
}`,
    domains: ["Web"],
    taskSubtypes: ["Object recognition"],
    date: ["2009-06-20", "2009-06-20"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    // Mean NMI of labels drawn at random, as many as there are images and classes.
    chanceLevel: 0.0014,
  },
  evaluator: "clustering",
});
