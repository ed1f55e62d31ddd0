import { defineTask, type Task } from "@mieb/core";
import { trafficSigns } from "../labels/gtsrb.ts";

/**
 * German traffic signs cut from video, matched with descriptions of the signs.
 *
 * Every text has a newline after the description: the reference reads them from a file and keeps the ends of its
 * lines. The subtype "Activity recognition" is the reference's, too.
 */
export const gtsrbZeroShot: Task = defineTask({
  metadata: {
    name: "GTSRBZeroShot",
    description:
      "The German Traffic Sign Recognition Benchmark (GTSRB) is a multi-class classification dataset for traffic signs. It consists of dataset of more than 50,000 traffic sign images. The dataset comprises 43 classes with unbalanced class frequencies.",
    type: "ZeroShotClassification",
    category: "i2t",
    modalities: ["image", "text"],
    dataset: { path: "mteb/wds_gtsrb", revision: "a8f4bb6c8b6f76f4bdc548a7f2979057e546ab44" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "accuracy",
    license: "not specified",
    reference: "https://benchmark.ini.rub.de/",
    citation: `@inproceedings{6033395,
  author = {Stallkamp, Johannes and Schlipsing, Marc and Salmen, Jan and Igel, Christian},
  booktitle = {The 2011 International Joint Conference on Neural Networks},
  doi = {10.1109/IJCNN.2011.6033395},
  keywords = {Humans;Training;Image color analysis;Benchmark testing;Lead;Histograms;Image resolution},
  number = {},
  pages = {1453-1460},
  title = {The German Traffic Sign Recognition Benchmark: A multi-class classification competition},
  volume = {},
  year = {2011},
}`,
    domains: ["Scene"],
    taskSubtypes: ["Activity recognition"],
    date: ["2011-01-01", "2011-12-01"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    chanceLevel: 1 / 43,
    statistics: { test: { samples: 12630, distinctImages: 12630, distinctTexts: 43 } },
  },
  notes: [
    "The texts contain a newline, because the list they come from was read without cutting the ends of its lines.",
  ],
  evaluator: "zero-shot",
  columns: { image: "webp", label: "cls" },
  options: { candidateLabels: trafficSigns.map((name) => `a close up photo of a '${name}\n' traffic sign.`) },
});
