import { defineTask, type Task } from "@mieb/core";
import { loadVidore } from "../loading/load-vidore.ts";
import { vidore } from "../vidore.ts";

/** Pages of documents on artificial intelligence; a model wrote the questions. */
export const syntheticDocQAAI: Task = defineTask({
  metadata: {
    ...vidore,
    name: "VidoreSyntheticDocQAAIRetrieval",
    dataset: {
      path: "mteb/syntheticDocQA_artificial_intelligence_test_beir",
      revision: "12c5b7a81fc19d66f1844642acdb88e8ad79af16",
    },
    // One of 968 images is right: mean nDCG at 5 of a random order.
    chanceLevel: 0.003,
    statistics: { test: { samples: 1068, queries: 100, documents: 968, distinctImages: 968, distinctTexts: 100 } },
  },
  evaluator: "retrieval",
  loadDataset: loadVidore,
});

/** Pages of documents on energy; a model wrote the questions. */
export const syntheticDocQAEnergy: Task = defineTask({
  metadata: {
    ...vidore,
    name: "VidoreSyntheticDocQAEnergyRetrieval",
    dataset: { path: "mteb/syntheticDocQA_energy_test_beir", revision: "eda52c9a0519252cfaacb7ae5e5da516b7d4b8cb" },
    // One of 977 images is right: mean nDCG at 5 of a random order.
    chanceLevel: 0.003,
    statistics: { test: { samples: 1077, queries: 100, documents: 977, distinctImages: 975, distinctTexts: 100 } },
  },
  evaluator: "retrieval",
  loadDataset: loadVidore,
});

/** Pages of reports of governments; a model wrote the questions. */
export const syntheticDocQAGovernmentReports: Task = defineTask({
  metadata: {
    ...vidore,
    name: "VidoreSyntheticDocQAGovernmentReportsRetrieval",
    dataset: {
      path: "mteb/syntheticDocQA_government_reports_test_beir",
      revision: "ec534abea699035a18f9fd76f215277de9db9600",
    },
    // One of 972 images is right: mean nDCG at 5 of a random order.
    chanceLevel: 0.003,
    statistics: { test: { samples: 1072, queries: 100, documents: 972, distinctImages: 972, distinctTexts: 100 } },
  },
  evaluator: "retrieval",
  loadDataset: loadVidore,
});

/** Pages of documents of the healthcare industry; a model wrote the questions. */
export const syntheticDocQAHealthcareIndustry: Task = defineTask({
  metadata: {
    ...vidore,
    name: "VidoreSyntheticDocQAHealthcareIndustryRetrieval",
    dataset: {
      path: "mteb/syntheticDocQA_healthcare_industry_test_beir",
      revision: "81d53880628d641aaf7365f3b2e65f57c814ecca",
    },
    // One of 965 images is right: mean nDCG at 5 of a random order.
    chanceLevel: 0.0031,
    statistics: { test: { samples: 1065, queries: 100, documents: 965, distinctImages: 963, distinctTexts: 100 } },
  },
  evaluator: "retrieval",
  loadDataset: loadVidore,
});
