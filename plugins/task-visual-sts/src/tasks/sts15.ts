import { defineTask, type Task } from "@mieb/core";

/** Pairs of sentences of SemEval 2015, drawn as images, by how alike their meanings are. */
export const sts15: Task = defineTask({
  metadata: {
    name: "STS15VisualSTS",
    description: "SemEval STS 2015 datasetrendered into images.",
    type: "VisualSTS(eng)",
    category: "i2i",
    modalities: ["image"],
    dataset: { path: "mteb/rendered-sts15", revision: "a842b71cb9e907ae28d1047a7b436464a7f01c16" },
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
    domains: ["Blog", "News", "Web", "Written", "Spoken"],
    taskSubtypes: [],
    date: ["2008-01-01", "2014-07-28"],
    annotationsCreators: "human-annotated",
    dialect: [],
    sampleCreation: "rendered",
    prompt: null,
    chanceLevel: 0,
    statistics: { test: { samples: 3000, distinctImages: 5252 } },
  },
  evaluator: "sts",
});
