import { defineTask, type Task } from "@mieb/core";
import { countryNames } from "../labels/country211.ts";

/**
 * Photographs by the country they were taken in.
 *
 * Every text has a newline after the name: the reference reads the names from a file and keeps the ends of its lines.
 */
export const country211ZeroShot: Task = defineTask({
  metadata: {
    name: "Country211ZeroShot",
    description: "Classifying images of 211 countries.",
    type: "ZeroShotClassification",
    category: "i2t",
    modalities: ["image", "text"],
    dataset: { path: "mteb/wds_country211", revision: "c3875324cab4803fa6d3afcd5947a97c84fad4c6" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "accuracy",
    license: "cc-by-sa-4.0",
    reference: "https://huggingface.co/datasets/clip-benchmark/wds_country211",
    citation: `@article{radford2021learning,
  author = {Radford, Alec and Kim, Jong Wook and Hallacy, Chris and Ramesh, Aditya and Goh, Gabriel and Agarwal, Sandhini and Sastry, Girish and Askell, Amanda and Mishkin, Pamela and Clark, Jack and others},
  journal = {arXiv preprint arXiv:2103.00020},
  title = {Learning Transferable Visual Models From Natural Language Supervision},
  year = {2021},
}`,
    domains: ["Scene"],
    taskSubtypes: ["Scene recognition"],
    date: ["2020-01-01", "2021-02-26"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    chanceLevel: 1 / 211,
    statistics: { test: { samples: 21100, distinctImages: 21100, distinctTexts: 211 } },
  },
  notes: [
    "The texts contain a newline, because the list they come from was read without cutting the ends of its lines.",
  ],
  evaluator: "zero-shot",
  columns: { image: "jpg", label: "cls" },
  options: { candidateLabels: countryNames.map((name) => `a photo showing the country of ${name}\n.`) },
});
