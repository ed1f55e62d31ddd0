import { defineTask, type Task } from "@mieb/core";

/** Photographs by the country they were taken in. */
export const country211: Task = defineTask({
  metadata: {
    name: "Country211",
    description: "Classifying images of 211 countries.",
    type: "ImageClassification",
    category: "i2c",
    modalities: ["image"],
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
  },
  evaluator: "linear-probe",
  columns: { image: "jpg", label: "cls" },
});
