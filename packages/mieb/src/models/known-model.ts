import type { ModelMetadata, Registry } from "@mieb/core";
import { publishedModels, type PublishedModel } from "@mieb/catalogue";
import { waysToRun, type WayToRun } from "./ways-to-run.ts";

/** All there is to say about a model before any of its files is read, as plain data. Unknown is `null`. */
export interface KnownModel extends Omit<PublishedModel, "revision" | "inReference" | "embeds" | "servedAs"> {
  /** Commit that published results are of; null for a model without any. */
  readonly revision: string | null;
  /** Hub repository of its ONNX files, or `with the plugin`; null when none is known. */
  readonly repository: string | null;
  /** Plugin that brings it or knows where its files lie. */
  readonly plugin: string | null;
  /** How it can be run here, the simplest first; empty for one that makes no vectors. */
  readonly ways: readonly WayToRun[];
}

/** Models known by name: those with published results and those that installed plugins bring or locate; sorted. */
export function knownModels(registry: Registry): readonly KnownModel[] {
  const names = [publishedModels, registry.modelLocations.entries, registry.models.entries.map((m) => m.metadata)];
  return [...new Set(names.flatMap((entries) => entries.map(({ name }) => name)))]
    .toSorted()
    .flatMap((name) => findModel(name, registry) ?? []);
}

/** A model known by name; undefined when neither a plugin nor the catalogue knows it. */
export function findModel(name: string, registry: Registry): KnownModel | undefined {
  const published = publishedModels.find((model) => model.name === name);
  const location = registry.modelLocations.find(name);
  const brought = registry.models.find(name);
  if (!published && !location && !brought) return undefined;
  const { inReference, embeds, servedAs, ...facts } = { ...nothingKnown(name), ...published };
  const plugin = registry.models.ownerOf(name) ?? registry.modelLocations.ownerOf(name) ?? null;
  const family = facts.family ?? familyOf(plugin, registry);
  const repository = location && (location.repository.startsWith("file:") ? "with the plugin" : location.repository);
  return {
    ...facts,
    ...(published ? {} : knownOf(location?.metadata ?? brought?.metadata ?? {})),
    name,
    family,
    revision: published?.revision ?? brought?.metadata.revision ?? null,
    repository: repository ?? null,
    plugin,
    ways: waysToRun({ name, family, inReference, embeds, servedAs }, registry),
  };
}

/** The first family of the plugin that names a model: its plain one, where there are variants. */
function familyOf(plugin: string | null, { plugins }: Registry): string | null {
  return plugins.find(({ name }) => name === plugin)?.modelFamilies?.[0]?.name ?? null;
}

type Unlisted = Omit<PublishedModel, "revision">;

function nothingKnown(name: string): Unlisted {
  return {
    name,
    family: null,
    modalities: [],
    embedDimension: null,
    embedDimensions: null,
    parameterCount: null,
    memoryUsageMb: null,
    maxTokens: null,
    license: null,
    releaseDate: null,
    languages: null,
    openWeights: null,
    reference: null,
    trainingDatasets: null,
    adaptedFrom: null,
    supersededBy: null,
    registryRevision: null,
    inReference: false,
    embeds: true,
    servedAs: null,
    publishedTasks: 0,
  };
}

/** What a plugin says of a model, for those fields that it says something of. */
function knownOf(metadata: Partial<ModelMetadata>): Partial<Unlisted> {
  const said = Object.entries(metadata).filter(([name, value]) => name !== "revision" && value !== undefined);
  return Object.fromEntries(said);
}
