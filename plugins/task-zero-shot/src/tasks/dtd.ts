import { defineTask, type Task } from "@mieb/core";

/** Textures "in the wild" by the word that describes them: braided, dotted, woven … */
export const dtdZeroShot: Task = defineTask({
  metadata: {
    name: "DTDZeroShot",
    description: "Describable Textures Dataset in 47 categories.",
    type: "ZeroShotClassification",
    category: "i2t",
    modalities: ["image", "text"],
    dataset: { path: "mteb/dtd", revision: "96726183040de9e64a590d08eaac8de940dfcbdf" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "accuracy",
    license: "not specified",
    reference: "https://www.robots.ox.ac.uk/~vgg/data/dtd/",
    citation: `@inproceedings{cimpoi14describing,
  author = {M. Cimpoi and S. Maji and I. Kokkinos and S. Mohamed and and A. Vedaldi},
  booktitle = {Proceedings of the {IEEE} Conf. on Computer Vision and Pattern Recognition ({CVPR})},
  title = {Describing Textures in the Wild},
  year = {2014},
}`,
    domains: ["Encyclopaedic"],
    taskSubtypes: ["Textures recognition"],
    date: ["2014-01-01", "2014-03-01"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    chanceLevel: 1 / 47,
  },
  evaluator: "zero-shot",
  options: { template: "a photo of {name} texture." },
});
