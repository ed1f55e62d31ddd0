// Writes packages/catalogue/src/data/published-models.ts from a list of published models (models.json: the reference's registry
// and the numbers of published results).
// Usage: node tools/codegen/published-models.ts FILE
import { readFileSync, writeFileSync } from "node:fs";
import { modelFamilyOf } from "./model-family-of.ts";

/** An entry of models.json, as far as it is kept. */
interface RegistryEntry {
  readonly name: string;
  readonly revision: string;
  readonly registryRevision: string | null;
  readonly metadataSource: string;
  readonly releaseDate: string | null;
  readonly nParameters: number | null;
  readonly memoryUsageMb: number | null;
  readonly embedDim: number | readonly number[] | null;
  readonly maxTokens: number | null;
  readonly modalities: readonly string[];
  readonly modelType: readonly string[] | null;
  readonly openWeights: boolean | null;
  readonly license: string | null;
  readonly framework: readonly string[];
  readonly similarityFunction: "cosine" | "dot" | "MaxSim" | null;
  readonly reference: string | null;
  readonly languages: readonly string[] | null;
  readonly adaptedFrom: string | null;
  readonly supersededBy: string | null;
  readonly trainingDatasets: readonly string[] | null;
  readonly nTasksOf132: number;
}

const similarities = { cosine: "cosine", dot: "dot", MaxSim: "max-sim" } as const;

/** References of the hosted APIs that serve a model. */
const servedAs: Readonly<Record<string, string>> = {
  "voyageai/voyage-multimodal-3": "voyage:voyage-multimodal-3",
  "jinaai/jina-embeddings-v4": "jina:jina-embeddings-v4",
};

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("Usage: node tools/codegen/published-models.ts FILE");
const entries = JSON.parse(readFileSync(file, "utf8")) as readonly RegistryEntry[];
const lines = entries.map((entry) => `  ${JSON.stringify(publishedModel(entry))},`);
const text = `import type { PublishedModel } from "../published-model.ts";

/**
 * Models with published MIEB results, by name: the metadata of mteb 2.26.24's registry (Apache-2.0) and of the published
 * results (CC0). Written by tools/codegen/published-models.ts.
 */
export const publishedModels: readonly PublishedModel[] = [
${lines.toSorted().join("\n")}
];
`;
writeFileSync(new URL("../../packages/catalogue/src/data/published-models.ts", import.meta.url), text);
console.log(`${entries.length} models`);

function publishedModel(entry: RegistryEntry): object {
  const { embedDim, similarityFunction, modelType } = entry;
  const dimensions = Array.isArray(embedDim) ? (embedDim as readonly number[]) : null;
  return {
    name: entry.name,
    family: modelFamilyOf(entry.name),
    revision: entry.revision,
    registryRevision: entry.registryRevision === entry.revision ? null : entry.registryRevision,
    modalities: entry.modalities,
    ...(similarityFunction && { similarity: similarities[similarityFunction] }),
    embedDimension: dimensions ? Math.max(...dimensions) : embedDim,
    embedDimensions: dimensions,
    parameterCount: entry.nParameters,
    memoryUsageMb: entry.memoryUsageMb,
    maxTokens: entry.maxTokens,
    license: entry.license,
    releaseDate: entry.releaseDate,
    languages: entry.languages,
    openWeights: entry.openWeights,
    reference: entry.reference,
    framework: entry.framework,
    trainingDatasets: entry.trainingDatasets,
    adaptedFrom: entry.adaptedFrom,
    supersededBy: entry.supersededBy,
    inReference: entry.metadataSource === "mteb registry",
    embeds: !modelType?.includes("sparse"),
    servedAs: servedAs[entry.name] ?? null,
    publishedTasks: entry.nTasksOf132,
  };
}
