import { defineTask, type Task } from "@mieb/core";
import { imagenetNames } from "../labels/imagenet1k.ts";

/**
 * The thousand classes of ILSVRC 2012; the split named test is its validation set.
 *
 * Every text has a newline after the name: the reference reads the names from a file and keeps the ends of its lines.
 * Two names occur twice ("missile" 657 and 744, "sunglasses" 836 and 837); the later class of a pair loses every tie.
 */
export const imagenet1kZeroShot: Task = defineTask({
  metadata: {
    name: "Imagenet1kZeroShot",
    description: "ImageNet, a large-scale ontology of images built upon the backbone of the WordNet structure.",
    type: "ZeroShotClassification",
    category: "i2t",
    modalities: ["image", "text"],
    dataset: { path: "mteb/wds_imagenet1k", revision: "b54c9af96641d8a2cba5d1144629c724de94ef76" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "accuracy",
    license: "not specified",
    reference: "https://ieeexplore.ieee.org/document/5206848",
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
    domains: ["Scene"],
    taskSubtypes: ["Object recognition"],
    date: ["2010-01-01", "2012-01-01"],
    annotationsCreators: "human-annotated",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    chanceLevel: 1 / 1000,
    statistics: { test: { samples: 50000, distinctImages: 49971, distinctTexts: 998 } },
  },
  notes: [
    "The texts contain a newline, because the list they come from was read without cutting the ends of its lines.",
  ],
  evaluator: "zero-shot",
  columns: { image: "jpg", label: "cls" },
  options: { candidateLabels: imagenetNames.map((name) => `a photo of ${name}\n.`) },
});
