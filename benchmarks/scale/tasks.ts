import { pathToFileURL } from "node:url";
import { defineTask, type Embeddings, type Model, type Task, type TaskMetadata } from "@mieb/core";

const dimension = 64;

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

/** An encoder whose vectors are spread from the content's hash: it costs next to nothing, so the rest is measured. */
export const hashModel: Model = {
  metadata: {
    name: "scale/hash",
    revision: "1",
    modalities: ["image", "text"],
    similarity: "cosine",
    embedDimension: dimension,
  },
  load: async () => ({
    fingerprint: "scale-hash-1",
    concurrency: 2,
    async encode(batch): Promise<Embeddings> {
      const values = new Float32Array(batch.length * dimension);
      batch.forEach(({ identity }, row) => {
        const hash = Buffer.from(identity.contentHash, "hex");
        for (let i = 0; i < dimension; i++)
          values[row * dimension + i] = (hash[i % 32] ?? 0) / 255 - 0.5 + (i >> 5) / 8;
      });
      return { values, rowCount: batch.length, dimension };
    },
  }),
};
