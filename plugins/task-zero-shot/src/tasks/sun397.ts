import { defineTask, withColumns, type Feature, type Task, type TaskDataset } from "@mieb/core";

/** Photographs of places: abbey, kitchen, zen garden … */
export const sun397ZeroShot: Task = defineTask({
  metadata: {
    name: "SUN397ZeroShot",
    description: "Large scale scene recognition in 397 categories.",
    type: "ZeroShotClassification",
    category: "i2t",
    modalities: ["image", "text"],
    dataset: { path: "mteb/sun397", revision: "c684cff33166060e2ae05525a5c4abdf5e6d7bce" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "accuracy",
    license: "not specified",
    reference: "https://ieeexplore.ieee.org/abstract/document/5539970",
    citation: `@inproceedings{5539970,
  author = {Xiao, Jianxiong and Hays, James and Ehinger, Krista A. and Oliva, Aude and Torralba, Antonio},
  booktitle = {2010 IEEE Computer Society Conference on Computer Vision and Pattern Recognition},
  doi = {10.1109/CVPR.2010.5539970},
  number = {},
  pages = {3485-3492},
  title = {SUN database: Large-scale scene recognition from abbey to zoo},
  volume = {},
  year = {2010},
}`,
    domains: ["Encyclopaedic"],
    taskSubtypes: ["Scene recognition"],
    date: ["2017-01-01", "2017-03-01"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    chanceLevel: 1 / 397,
    statistics: { test: { samples: 21750, distinctImages: 21750, distinctTexts: 397 } },
  },
  evaluator: "zero-shot",
  options: { template: "a photo of a {name}." },
  transform: withPlaceNames,
});

/** The class names are paths; the reference names places in words. */
function withPlaceNames(dataset: TaskDataset): TaskDataset {
  const { test } = dataset;
  const feature = test?.features["label"];
  if (!test || feature?.kind !== "class-label") return dataset;
  const named: Feature = { kind: "class-label", names: feature.names.map(placeName) };
  return {
    ...dataset,
    test: withColumns(test, { label: { feature: named, from: ["label"], value: (label) => label } }),
  };
}

/** `/c/church/outdoor` → `church outdoor`. */
function placeName(path: string): string {
  return path.split("/").slice(2).join(" ").replaceAll("_", " ");
}
