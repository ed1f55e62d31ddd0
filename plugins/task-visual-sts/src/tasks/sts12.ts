import { defineTask, type Task } from "@mieb/core";

/** Pairs of sentences of SemEval 2012, drawn as images, by how alike their meanings are. */
export const sts12: Task = defineTask({
  metadata: {
    name: "STS12VisualSTS",
    description: "SemEval-2012 Task 6.then rendered into images.",
    type: "VisualSTS(eng)",
    category: "i2i",
    modalities: ["image"],
    dataset: { path: "mteb/rendered-sts12", revision: "16fabd3185c013b2e5e73f8b3343068e3d438689" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "cosine_spearman",
    license: "not specified",
    reference: "https://arxiv.org/abs/2402.08183/",
    citation: `@article{xiao2024pixel,
  author = {Xiao, Chenghao and Huang, Zhuoxu and Chen, Danlu and Hudson, G Thomas and Li, Yizhi and Duan, Haoran and Lin, Chenghua and Fu, Jie and Han, Jungong and Moubayed, Noura Al},
  journal = {arXiv preprint arXiv:2402.08183},
  title = {Pixel Sentence Representation Learning},
  year = {2024},
}`,
    domains: ["Encyclopaedic", "News", "Written"],
    taskSubtypes: [],
    date: ["2005-01-01", "2012-12-31"],
    annotationsCreators: "human-annotated",
    dialect: [],
    sampleCreation: "rendered",
    prompt: null,
    chanceLevel: 0,
    statistics: { test: { samples: 3108, distinctImages: 5033 } },
  },
  evaluator: "sts",
});
