import { defineTask, type Task } from "@mieb/core";

/** Sentences of film reviews as images: is the review good or bad? */
export const renderedSst2: Task = defineTask({
  metadata: {
    name: "RenderedSST2",
    description: "RenderedSST2.",
    type: "ZeroShotClassification",
    category: "i2t",
    modalities: ["text", "image"],
    dataset: { path: "mteb/wds_renderedsst2", revision: "c10537bc389e9741a27f7b14767bd42f2b77476b" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "accuracy",
    license: "mit",
    reference: "https://huggingface.co/datasets/clip-benchmark/wds_renderedsst2",
    citation: "",
    domains: ["Reviews"],
    taskSubtypes: [],
    date: ["2016-01-01", "2016-12-31"],
    annotationsCreators: "human-annotated",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    chanceLevel: 1 / 2,
    statistics: { test: { samples: 1821, distinctImages: 1821, distinctTexts: 2 } },
  },
  evaluator: "zero-shot",
  columns: { image: "png", label: "cls" },
  options: { candidateLabels: ["a negative review of a movie", "a positive review of a movie"] },
});
