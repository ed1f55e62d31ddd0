import { defineTask, type Task } from "@mieb/core";

/** The picture that people find most like another one. */
export const nightsI2I: Task = defineTask({
  metadata: {
    name: "NIGHTSI2IRetrieval",
    description: "Retrieval identical image to the given image.",
    type: "Any2AnyRetrieval",
    category: "i2i",
    modalities: ["image"],
    dataset: { path: "mteb/mbeir_nights_task4", revision: "c798fa2f5173dc9fe0c727fd0abfd2f94cbc2f23" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "ndcg_at_10",
    license: "cc-by-sa-4.0",
    reference:
      "https://proceedings.neurips.cc/paper_files/paper/2023/hash/9f09f316a3eaf59d9ced5ffaefe97e0f-Abstract-Conference.html",
    citation: `@article{fu2024dreamsim,
  author = {Fu, Stephanie and Tamir, Netanel and Sundaram, Shobhita and Chai, Lucy and Zhang, Richard and Dekel, Tali and Isola, Phillip},
  journal = {Advances in Neural Information Processing Systems},
  title = {DreamSim: Learning New Dimensions of Human Visual Similarity using Synthetic Data},
  volume = {36},
  year = {2024},
}`,
    domains: ["Encyclopaedic"],
    taskSubtypes: ["Duplicate Image Retrieval"],
    date: ["2023-01-01", "2023-12-31"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: { query: "Find a day-to-day image that looks similar to the provided image." },
    // One of 40,038 images is right: mean nDCG at 10 of a random order.
    chanceLevel: 0.00011,
    statistics: { test: { samples: 42158, queries: 2120, documents: 40038, distinctImages: 42158 } },
  },
  evaluator: "retrieval",
});
