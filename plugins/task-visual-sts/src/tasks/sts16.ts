import { defineTask, type Task } from "@mieb/core";

/**
 * Pairs of sentences of SemEval 2016, drawn as images, by how alike their meanings are.
 *
 * The subtype "Sentiment/Hate speech" is the reference's.
 */
export const sts16: Task = defineTask({
  metadata: {
    name: "STS16VisualSTS",
    description: "SemEval STS 2016 datasetrendered into images.",
    type: "VisualSTS(eng)",
    category: "i2i",
    modalities: ["image"],
    dataset: { path: "mteb/rendered-sts16", revision: "655e604448c6d82015e7a6688a1f371a338e6781" },
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
    domains: ["Blog", "Web", "Spoken"],
    taskSubtypes: ["Sentiment/Hate speech"],
    date: ["2015-10-01", "2015-12-31"],
    annotationsCreators: "human-annotated",
    dialect: [],
    sampleCreation: "rendered",
    prompt: null,
    chanceLevel: 0,
    statistics: { test: { samples: 1186, distinctImages: 1983 } },
  },
  evaluator: "sts",
});
