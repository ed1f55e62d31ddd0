import { defineTask, type AggregateTask, type Task } from "@mieb/core";

const repository = "Pixel-Linguist/rendered-sts17";

/** An aggregate reads no data of its own; this is what the reference writes into its result files. */
const aggregateRevision = "1";

/** Pairs of sentences in one or two of nine languages, drawn as images, by how alike their meanings are. */
export const sts17: Task = defineTask({
  metadata: {
    name: "STS17MultilingualVisualSTS",
    description: "Semantic Textual Similarity 17 (STS-17) dataset, rendered into images.",
    type: "VisualSTS(multi)",
    category: "i2i",
    modalities: ["image"],
    dataset: { path: repository, revision: "2e31b4b459551a51e1ab54fd7266b40f3fe510d4" },
    evalSplits: ["test"],
    subsets: {
      "ko-ko": ["kor-Hang"],
      "ar-ar": ["ara-Arab"],
      "en-ar": ["eng-Latn", "ara-Arab"],
      "en-de": ["eng-Latn", "deu-Latn"],
      "en-en": ["eng-Latn"],
      "en-tr": ["eng-Latn", "tur-Latn"],
      "es-en": ["spa-Latn", "eng-Latn"],
      "es-es": ["spa-Latn"],
      "fr-en": ["fra-Latn", "eng-Latn"],
      "it-en": ["ita-Latn", "eng-Latn"],
      "nl-en": ["nld-Latn", "eng-Latn"],
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
    statistics: { test: { samples: 5346, distinctImages: 9370 } },
  },
  evaluator: "sts",
});

/**
 * The English part of rendered STS-17.
 *
 * The mean that is meant: mteb itself averages whatever subsets of the component its cache holds, so that a published
 * value may be that of all subsets.
 */
export const sts17English: AggregateTask = defineTask({
  metadata: {
    name: "VisualSTS17Eng",
    description: "STS17MultilingualVisualSTS English only.",
    type: "VisualSTS(eng)",
    category: "i2i",
    modalities: ["image"],
    dataset: { path: repository, revision: aggregateRevision },
    evalSplits: ["test"],
    subsets: {
      default: [
        "ara-Arab",
        "deu-Latn",
        "eng-Latn",
        "fra-Latn",
        "ita-Latn",
        "kor-Hang",
        "nld-Latn",
        "spa-Latn",
        "tur-Latn",
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
  components: [{ task: "STS17MultilingualVisualSTS", splits: ["test"], subsets: ["en-en"] }],
});

/**
 * The ten parts of rendered STS-17 that are not English alone, each weighing the same.
 *
 * The mean that is meant: mteb itself averages whatever subsets of the component its cache holds, so that a published
 * value may be that of all subsets.
 */
export const sts17Multilingual: AggregateTask = defineTask({
  metadata: {
    name: "VisualSTS17Multilingual",
    description: "STS17MultilingualVisualSTS multilingual.",
    type: "VisualSTS(multi)",
    category: "i2i",
    modalities: ["image"],
    dataset: { path: repository, revision: aggregateRevision },
    evalSplits: ["test"],
    subsets: {
      default: [
        "ara-Arab",
        "deu-Latn",
        "eng-Latn",
        "fra-Latn",
        "ita-Latn",
        "kor-Hang",
        "nld-Latn",
        "spa-Latn",
        "tur-Latn",
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
      task: "STS17MultilingualVisualSTS",
      splits: ["test"],
      subsets: ["ko-ko", "ar-ar", "en-ar", "en-de", "en-tr", "es-en", "es-es", "fr-en", "it-en", "nl-en"],
    },
  ],
});
