import { defineTask, type Task } from "@mieb/core";

/** Textures "in the wild" by the word that describes them: braided, dotted, woven … */
export const dtd: Task = defineTask({
  metadata: {
    name: "DTD",
    description: "Describable Textures Dataset in 47 categories.",
    type: "ImageClassification",
    category: "i2c",
    modalities: ["image"],
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
    statistics: { train: { samples: 3760, distinctImages: 3753 }, test: { samples: 1880, distinctImages: 1877 } },
  },
  evaluator: "linear-probe",
});
