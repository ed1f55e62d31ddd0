import { defineTask, type Task } from "@mieb/core";

/**
 * Photographs of 96 × 96 pixels in ten classes of animals and vehicles.
 *
 * The only probe with ten experiments of eight images per class.
 */
export const stl10: Task = defineTask({
  metadata: {
    name: "STL10",
    description: "Classifying 96x96 images from 10 classes.",
    type: "ImageClassification",
    category: "i2c",
    modalities: ["image"],
    dataset: { path: "mteb/stl10", revision: "2da456fe65204f88c2cb5e5ff17f85f442ef3eaa" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "accuracy",
    license: "not specified",
    reference: "https://cs.stanford.edu/~acoates/stl10/",
    citation: `@inproceedings{pmlr-v15-coates11a,
  address = {Fort Lauderdale, FL, USA},
  author = {Coates, Adam and Ng, Andrew and Lee, Honglak},
  booktitle = {Proceedings of the Fourteenth International Conference on Artificial Intelligence and Statistics},
  editor = {Gordon, Geoffrey and Dunson, David and Dudík, Miroslav},
  month = {11--13 Apr},
  pages = {215--223},
  pdf = {http://proceedings.mlr.press/v15/coates11a/coates11a.pdf},
  publisher = {PMLR},
  series = {Proceedings of Machine Learning Research},
  title = {An Analysis of Single-Layer Networks in Unsupervised Feature Learning},
  url = {https://proceedings.mlr.press/v15/coates11a.html},
  volume = {15},
  year = {2011},
}`,
    domains: ["Encyclopaedic"],
    taskSubtypes: ["Object recognition"],
    date: ["2011-01-01", "2011-04-01"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    chanceLevel: 1 / 10,
    statistics: { train: { samples: 5000, distinctImages: 5000 }, test: { samples: 8000, distinctImages: 8000 } },
  },
  evaluator: "linear-probe",
  options: { samplesPerLabel: 8, experiments: 10 },
});
