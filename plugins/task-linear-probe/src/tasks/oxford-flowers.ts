import { defineTask, type Task } from "@mieb/core";

/**
 * Photographs of flowers of 102 species.
 *
 * The domain "Reviews" and the subtype "Sentiment/Hate speech" are the reference's.
 */
export const oxfordFlowers: Task = defineTask({
  metadata: {
    name: "OxfordFlowersClassification",
    description: "Classifying flowers",
    type: "ImageClassification",
    category: "i2c",
    modalities: ["image"],
    dataset: { path: "mteb/oxford-flowers", revision: "df976877feae05654b0fcd8b394baff731b00652" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "accuracy",
    license: "not specified",
    reference: "https://huggingface.co/datasets/nelorth/oxford-flowers/viewer/default/train",
    citation: `@inproceedings{4756141,
  author = {Nilsback, Maria-Elena and Zisserman, Andrew},
  booktitle = {2008 Sixth Indian Conference on Computer Vision, Graphics & Image Processing},
  doi = {10.1109/ICVGIP.2008.47},
  keywords = {Shape;Kernel;Distributed computing;Support vector machines;Support vector machine classification;object classification;segmentation},
  number = {},
  pages = {722-729},
  title = {Automated Flower Classification over a Large Number of Classes},
  volume = {},
  year = {2008},
}`,
    domains: ["Reviews"],
    taskSubtypes: ["Sentiment/Hate speech"],
    date: ["2012-01-01", "2015-12-31"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "found",
    prompt: null,
    chanceLevel: 1 / 102,
    statistics: { train: { samples: 7169, distinctImages: 7165 }, test: { samples: 1020, distinctImages: 1020 } },
  },
  evaluator: "linear-probe",
});
