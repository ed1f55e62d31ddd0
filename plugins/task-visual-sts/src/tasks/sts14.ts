import { defineTask, type Task } from "@mieb/core";

/**
 * Pairs of sentences of SemEval 2014, drawn as images, by how alike their meanings are.
 *
 * The subtype "Sentiment/Hate speech" is the reference's.
 */
export const sts14: Task = defineTask({
  metadata: {
    name: "STS14VisualSTS",
    description: "SemEval STS 2014 dataset. Currently only the English dataset.rendered into images.",
    type: "VisualSTS(eng)",
    category: "i2i",
    modalities: ["image"],
    dataset: { path: "mteb/rendered-sts14", revision: "0a54520fac778d76f3009f7cb7290ad4c7ffc678" },
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
    date: ["2012-01-01", "2012-08-31"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "rendered",
    prompt: null,
    chanceLevel: 0,
    statistics: { test: { samples: 3750, distinctImages: 6572 } },
  },
  evaluator: "sts",
});
