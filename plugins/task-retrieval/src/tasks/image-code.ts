import { defineTask, type Task } from "@mieb/core";

/**
 * A description that fits one of ten nearly equal pictures. The reference searches the pictures of all sets:
 * 23,020, of which 10,359 are distinct.
 */
export const imageCodeT2I: Task = defineTask({
  metadata: {
    name: "ImageCoDeT2IRetrieval",
    description: "Retrieve a specific video frame based on a precise caption.",
    type: "Any2AnyRetrieval",
    category: "t2i",
    modalities: ["text", "image"],
    dataset: { path: "mteb/imagecode", revision: "3d13625935ec7e207e7e870e33a033cf51d60626" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "hit_rate_at_3",
    license: "cc-by-sa-4.0",
    reference: "https://aclanthology.org/2022.acl-long.241.pdf",
    citation: `@article{krojer2022image,
  author = {Krojer, Benno and Adlakha, Vaibhav and Vineet, Vibhav and Goyal, Yash and Ponti, Edoardo and Reddy, Siva},
  journal = {arXiv preprint arXiv:2203.15867},
  title = {Image retrieval from contextual descriptions},
  year = {2022},
}`,
    domains: ["Web", "Written"],
    taskSubtypes: ["Image Text Retrieval"],
    date: ["2022-05-22", "2022-05-27"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "found",
    prompt: null,
    chanceLevel: 3 / 23020,
    statistics: {
      test: { samples: 25322, queries: 2302, documents: 23020, distinctImages: 10359, distinctTexts: 2302 },
    },
  },
  notes: ["All 23,020 images of all sets compete, of which 10,359 differ."],
  evaluator: "retrieval",
});
