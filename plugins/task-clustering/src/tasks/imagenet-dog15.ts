import { defineTask, type Task } from "@mieb/core";

/** Photographs of dogs of fifteen breeds. */
export const imagenetDog15Clustering: Task = defineTask({
  metadata: {
    name: "ImageNetDog15Clustering",
    description: "Clustering images from a 15-class dogs-only subset of the dog classes in ImageNet.",
    type: "ImageClustering",
    category: "i2c",
    modalities: ["image"],
    dataset: { path: "mteb/imagenet-dog-15", revision: "16b4f3ff0eba385e23756afc3fdefc460a5c3444" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "nmi",
    license: "not specified",
    reference: "http://vision.stanford.edu/aditya86/ImageNetDogs/main.html",
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
    chanceLevel: 0.036,
  },
  evaluator: "clustering",
});
