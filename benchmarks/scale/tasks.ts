import { pathToFileURL } from "node:url";
import { defineTask, type Task, type TaskMetadata } from "@mieb/core";

/** Zero-shot classification of the images in a folder. */
export function imagesTask(folder: string): Task {
  const names = Array.from({ length: 10 }, (_, label) => `thing ${label}`);
  const metadata = metadataOf(folder, { name: "ScaleImages", type: "ZeroShotClassification", mainScore: "accuracy" });
  return defineTask({ metadata, evaluator: "zero-shot", candidateLabels: () => names });
}

/** Search among the documents in a folder. */
export function documentsTask(folder: string): Task {
  const metadata = metadataOf(folder, { name: "ScaleDocuments", type: "Any2AnyRetrieval", mainScore: "ndcg_at_10" });
  return defineTask({ metadata, evaluator: "retrieval" });
}

function metadataOf(folder: string, own: Pick<TaskMetadata, "name" | "type" | "mainScore">): TaskMetadata {
  return {
    ...own,
    description: "Synthetic rows for measuring memory.",
    category: "t2t",
    modalities: ["image", "text"],
    dataset: { path: pathToFileURL(`${folder}/`).href, revision: "local" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    license: "apache-2.0",
    reference: null,
    citation: "",
    domains: ["Constructed"],
    date: ["2026-01-01", "2026-01-31"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    taskSubtypes: [],
  };
}
