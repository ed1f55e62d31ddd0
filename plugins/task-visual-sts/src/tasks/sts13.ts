import { defineTask, type Task } from "@mieb/core";

/** Pairs of sentences of SemEval 2013, drawn as images, by how alike their meanings are. */
export const sts13: Task = defineTask({
  metadata: {
    name: "STS13VisualSTS",
    description: "SemEval STS 2013 dataset.then rendered into images.",
    type: "VisualSTS(eng)",
    category: "i2i",
    modalities: ["image"],
    dataset: { path: "mteb/rendered-sts13", revision: "576f4c4340b774e41704af9bcb003376e37241f3" },
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
    domains: ["Web", "News", "Non-fiction", "Written"],
    taskSubtypes: [],
    date: ["2012-01-01", "2012-12-31"],
    annotationsCreators: "human-annotated",
    dialect: [],
    sampleCreation: "rendered",
    prompt: null,
    chanceLevel: 0,
    statistics: { test: { samples: 1500, distinctImages: 2669 } },
  },
  evaluator: "sts",
});
