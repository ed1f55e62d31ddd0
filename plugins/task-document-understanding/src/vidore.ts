import type { TaskMetadata } from "@mieb/core";

/** What the ten tasks of ViDoRe, the benchmark of visual document retrieval, have in common. */
export const vidore: Omit<TaskMetadata, "name" | "dataset"> = {
  description: "Retrieve associated pages according to questions.",
  type: "DocumentUnderstanding",
  category: "t2i",
  modalities: ["text", "image"],
  evalSplits: ["test"],
  subsets: { default: ["eng-Latn"] },
  mainScore: "ndcg_at_5",
  license: "mit",
  reference: "https://arxiv.org/pdf/2407.01449",
  citation: String.raw`@article{faysse2024colpali,
  author = {Faysse, Manuel and Sibille, Hugues and Wu, Tony and Viaud, Gautier and Hudelot, C{\'e}line and Colombo, Pierre},
  journal = {arXiv preprint arXiv:2407.01449},
  title = {ColPali: Efficient Document Retrieval with Vision Language Models},
  year = {2024},
}`,
  domains: ["Academic"],
  taskSubtypes: ["Image Text Retrieval"],
  date: ["2024-01-01", "2024-07-01"],
  annotationsCreators: "derived",
  dialect: [],
  sampleCreation: "found",
  prompt: { query: "Find a screenshot that relevant to the user's question." },
};
