import type { TaskType } from "@mieb/core";

/** The eight categories of MIEB and the task types each is made of; plugins may bring other types, which have none. */
export const miebCategories: Readonly<Record<string, readonly TaskType[]>> = {
  Retrieval: ["Any2AnyRetrieval", "Any2AnyMultilingualRetrieval"],
  "Document Understanding": ["DocumentUnderstanding"],
  "Linear Probe": ["ImageClassification"],
  Clustering: ["ImageClustering"],
  "Zero-shot Classification": ["ZeroShotClassification"],
  Compositionality: ["Compositionality"],
  "Vision-centric QA": ["VisionCentricQA"],
  "Visual STS": ["VisualSTS(eng)", "VisualSTS(multi)"],
};

/** MIEB's category of a task type, or null for a type of a plugin's own. */
export function miebCategoryOf(type: TaskType): string | null {
  return Object.entries(miebCategories).find(([, types]) => types.includes(type))?.[0] ?? null;
}
