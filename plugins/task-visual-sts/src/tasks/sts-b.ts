import { defineTask, type AggregateTask, type Task } from "@mieb/core";

const repository = "Pixel-Linguist/rendered-stsb";

/** An aggregate reads no data of its own; this is what the reference writes into its result files. */
const aggregateRevision = "1";

/** The STS benchmark, translated into nine languages and drawn as images. Both splits are scored. */
export const stsBenchmark: Task = defineTask({
  metadata: {
    name: "STSBenchmarkMultilingualVisualSTS",
    description:
      "Semantic Textual Similarity Benchmark (STSbenchmark) dataset, translated into target languages using DeepL API,then rendered into images.built upon multi-sts created by Philip May",
    type: "VisualSTS(multi)",
    category: "i2i",
    modalities: ["image"],
    dataset: { path: repository, revision: "9f1ab21f17f497974996ab74b3ff911165a7dbf9" },
    evalSplits: ["dev", "test"],
    subsets: {
      en: ["eng-Latn"],
      de: ["deu-Latn"],
      es: ["spa-Latn"],
      fr: ["fra-Latn"],
      it: ["ita-Latn"],
      nl: ["nld-Latn"],
      pl: ["pol-Latn"],
      pt: ["por-Latn"],
      ru: ["rus-Cyrl"],
      zh: ["cmn-Hans"],
    },
    mainScore: "cosine_spearman",
    license: "not specified",
    reference: "https://arxiv.org/abs/2402.08183/",
    citation: `@article{xiao2024pixel,
  author = {Xiao, Chenghao and Huang, Zhuoxu and Chen, Danlu and Hudson, G Thomas and Li, Yizhi and Duan, Haoran and Lin, Chenghua and Fu, Jie and Han, Jungong and Moubayed, Noura Al},
  journal = {arXiv preprint arXiv:2402.08183},
  title = {Pixel Sentence Representation Learning},
  year = {2024},
}`,
    domains: ["News", "Social", "Web", "Spoken", "Written"],
    taskSubtypes: ["Rendered semantic textual similarity"],
    date: ["2012-01-01", "2017-12-31"],
    annotationsCreators: "human-annotated",
    dialect: [],
    sampleCreation: "rendered",
    prompt: null,
    chanceLevel: 0,
    statistics: { dev: { samples: 15000, distinctImages: 29281 }, test: { samples: 13790, distinctImages: 25729 } },
  },
  notes: ["Its score mixes the splits dev and test; the two tasks that average it take test alone."],
  evaluator: "sts",
});

/**
 * The test split of the rendered STS benchmark in English.
 *
 * The mean that is meant: mteb itself averages whatever subsets of the component its cache holds, so that a published
 * value may be that of all subsets.
 */
export const stsBenchmarkEnglish: AggregateTask = defineTask({
  metadata: {
    name: "VisualSTS-b-Eng",
    description: "STSBenchmarkMultilingualVisualSTS English only.",
    type: "VisualSTS(eng)",
    category: "i2i",
    modalities: ["image"],
    dataset: { path: repository, revision: aggregateRevision },
    evalSplits: ["test"],
    subsets: {
      default: [
        "cmn-Hans",
        "deu-Latn",
        "eng-Latn",
        "fra-Latn",
        "ita-Latn",
        "nld-Latn",
        "pol-Latn",
        "por-Latn",
        "rus-Cyrl",
        "spa-Latn",
      ],
    },
    mainScore: "cosine_spearman",
    license: "not specified",
    reference: "https://arxiv.org/abs/2402.08183/",
    citation: `@article{xiao2024pixel,
  author = {Xiao, Chenghao and Huang, Zhuoxu and Chen, Danlu and Hudson, G Thomas and Li, Yizhi and Duan, Haoran and Lin, Chenghua and Fu, Jie and Han, Jungong and Moubayed, Noura Al},
  journal = {arXiv preprint arXiv:2402.08183},
  title = {Pixel Sentence Representation Learning},
  year = {2024},
}`,
    domains: ["News", "Social", "Spoken", "Web", "Written"],
    taskSubtypes: ["Rendered semantic textual similarity"],
    date: ["2012-01-01T00:00:00", "2017-12-31T00:00:00"],
    annotationsCreators: "human-annotated",
    dialect: [""],
    sampleCreation: "rendered",
    prompt: null,
    chanceLevel: 0,
  },
  notes: [
    "This is the mean over the subsets named. The reference averages what its cache holds of the component, so a published score may be the mean over all its subsets.",
    "Its languages are those of the whole component, as in the reference, whatever enters the mean.",
  ],
  components: [{ task: "STSBenchmarkMultilingualVisualSTS", splits: ["test"], subsets: ["en"] }],
});

/**
 * The test split of the rendered STS benchmark in nine languages other than English, each weighing the same.
 *
 * The mean that is meant: mteb itself averages whatever subsets of the component its cache holds, so that a published
 * value may be that of all subsets.
 */
export const stsBenchmarkMultilingual: AggregateTask = defineTask({
  metadata: {
    name: "VisualSTS-b-Multilingual",
    description: "STSBenchmarkMultilingualVisualSTS multilingual.",
    type: "VisualSTS(multi)",
    category: "i2i",
    modalities: ["image"],
    dataset: { path: repository, revision: aggregateRevision },
    evalSplits: ["test"],
    subsets: {
      default: [
        "cmn-Hans",
        "deu-Latn",
        "eng-Latn",
        "fra-Latn",
        "ita-Latn",
        "nld-Latn",
        "pol-Latn",
        "por-Latn",
        "rus-Cyrl",
        "spa-Latn",
      ],
    },
    mainScore: "cosine_spearman",
    license: "not specified",
    reference: "https://arxiv.org/abs/2402.08183/",
    citation: `@article{xiao2024pixel,
  author = {Xiao, Chenghao and Huang, Zhuoxu and Chen, Danlu and Hudson, G Thomas and Li, Yizhi and Duan, Haoran and Lin, Chenghua and Fu, Jie and Han, Jungong and Moubayed, Noura Al},
  journal = {arXiv preprint arXiv:2402.08183},
  title = {Pixel Sentence Representation Learning},
  year = {2024},
}`,
    domains: ["News", "Social", "Spoken", "Web", "Written"],
    taskSubtypes: ["Rendered semantic textual similarity"],
    date: ["2012-01-01T00:00:00", "2017-12-31T00:00:00"],
    annotationsCreators: "human-annotated",
    dialect: [""],
    sampleCreation: "rendered",
    prompt: null,
    chanceLevel: 0,
  },
  notes: [
    "This is the mean over the subsets named. The reference averages what its cache holds of the component, so a published score may be the mean over all its subsets.",
    "Its languages are those of the whole component, as in the reference, whatever enters the mean.",
  ],
  components: [
    {
      task: "STSBenchmarkMultilingualVisualSTS",
      splits: ["test"],
      subsets: ["de", "es", "fr", "it", "nl", "pl", "pt", "ru", "zh"],
    },
  ],
});
