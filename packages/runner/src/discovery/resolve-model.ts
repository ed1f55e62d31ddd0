import {
  MiebError,
  nearestNames,
  toMiebError,
  type Model,
  type ModelCandidate,
  type ModelFamily,
  type ModelLocation,
  type ModelRepository,
  type Registry,
} from "@mieb/core";

/** The part of a hub that finding models needs. */
export interface ModelHub {
  /** A repository by its hub name, a folder's path, or a `file:` URL. */
  model(name: string, revision?: string): Promise<ModelRepository>;
}

export interface ResolveModelOptions {
  readonly registry: Registry;
  readonly hub: ModelHub;
  /** Commit, branch or tag; default what the location pins, else the newest. */
  readonly revision?: string;
  /** Family to take without asking which ones match. */
  readonly family?: string;
  /** Stops a family that opens its model; give it to the hub as well, for files. */
  readonly signal?: AbortSignal;
}

/**
 * Finds what a reference stands for: a model of the registry by its name, a named location, a scheme (`python:…`) that a
 * family answers to, or a repository on the hub or in a folder, whose family is told by its files.
 * @throws MiebError `MODEL_NOT_FOUND` with near names, `MODEL_NO_FAMILY`, `REGISTRY_AMBIGUOUS_MODEL`, `ABORTED`
 */
export async function resolveModel(reference: string, options: ResolveModelOptions): Promise<Model> {
  const known = options.registry.models.find(reference);
  if (known) return known;
  const located = await locateModel(reference, options);
  return openLocated(located, { family: await claimingFamily(located.candidate, options), signal: options.signal });
}

/** Names a user may give to {@link resolveModel} without knowing any repository, sorted. */
export function knownModelNames({ models, modelLocations }: Registry): readonly string[] {
  return [
    ...models.entries.map(({ metadata }) => metadata.name),
    ...modelLocations.entries.map(({ name }) => name),
  ].toSorted();
}

/** What a reference names, before a family has claimed it. */
export interface LocatedModel {
  readonly candidate: ModelCandidate;
  /** The entry of a plugin's table that led there. */
  readonly location?: ModelLocation;
}

/**
 * Where the files of a reference lie, or its scheme.
 * @throws MiebError `MODEL_NOT_FOUND`, `MODEL_ACCESS_DENIED`, `ENVIRONMENT_…`, with near names
 */
export async function locateModel(reference: string, options: ResolveModelOptions): Promise<LocatedModel> {
  const location = options.registry.modelLocations.find(reference);
  return { candidate: await candidateOf(reference, location, options), ...(location && { location }) };
}

async function candidateOf(
  reference: string,
  location: ModelLocation | undefined,
  { registry, hub, revision }: ResolveModelOptions,
): Promise<ModelCandidate> {
  // Two letters at least, so that a Windows drive is no scheme.
  const scheme = location ? undefined : /^([a-z][a-z0-9+.-]+):/i.exec(reference)?.[1]?.toLowerCase();
  const answered = scheme !== undefined && familiesOf(scheme, registry).length > 0;
  if (scheme !== undefined && (answered || scheme !== "file")) return { reference, scheme };
  try {
    const repository = await hub.model(location?.repository ?? reference, revision ?? location?.revision);
    return { reference, repository: location ? { ...repository, original: location.name } : repository };
  } catch (error) {
    if (location) throw withLocation(toMiebError(error), location, registry);
    throw withNearNames(toMiebError(error), reference, registry);
  }
}

/**
 * The family that claims a candidate, or the one that was asked for.
 * @throws MiebError `MODEL_NO_FAMILY`, `REGISTRY_AMBIGUOUS_MODEL`
 */
export async function claimingFamily(
  candidate: ModelCandidate,
  { registry, family }: Pick<ResolveModelOptions, "registry" | "family">,
): Promise<ModelFamily> {
  if (family !== undefined) return registry.modelFamilies.get(family);
  const asked =
    candidate.scheme === undefined ? registry.modelFamilies.entries : familiesOf(candidate.scheme, registry);
  const answers = await Promise.all(asked.map((entry) => entry.match(candidate)));
  const [first, second] = asked.filter((_, index) => answers[index]);
  if (!first) throw await noFamily(candidate, registry);
  if (!second) return first;
  const names = `${first.name} (${ownerOf(first)}) and ${second.name} (${ownerOf(second)})`;
  throw new MiebError("REGISTRY_AMBIGUOUS_MODEL", `Two model families claim ${candidate.reference}: ${names}.`, {
    hint: `Say which one: --model-family ${first.name} or --model-family ${second.name}`,
  });

  function ownerOf({ name }: ModelFamily): string {
    return registry.modelFamilies.ownerOf(name) ?? "unknown plugin";
  }
}

/**
 * The model that a family makes of a reference, under the name the user gave.
 * @throws MiebError whatever the family finds wrong; `ABORTED`
 */
export async function openLocated(
  { candidate, location }: LocatedModel,
  { family, signal }: { readonly family: ModelFamily; readonly signal?: AbortSignal | undefined },
): Promise<Model> {
  signal?.throwIfAborted();
  const model = await family.open(candidate, signal ? { signal } : {});
  return location ? renamed(model, location) : model;
}

function familiesOf(scheme: string, { modelFamilies }: Registry): readonly ModelFamily[] {
  return modelFamilies.entries.filter(({ schemes }) => schemes?.includes(scheme));
}

async function noFamily({ reference, scheme, repository }: ModelCandidate, registry: Registry): Promise<MiebError> {
  const installed = registry.modelFamilies.entries.map(({ name }) => name).join(", ") || "none";
  const said = repository ? await configOf(repository) : unanswered(scheme ?? "", reference, registry);
  return new MiebError(
    "MODEL_NO_FAMILY",
    `No installed model family takes ${reference}: ${said}. Families: ${installed}.`,
    {
      hint: "Install the plugin of this kind of model (`npm i -D @mieb/model-…`), or say --model-family to insist on one.",
    },
  );
}

function unanswered(scheme: string, reference: string, { modelFamilies }: Registry): string {
  const known = modelFamilies.entries.flatMap(({ schemes = [] }) => schemes);
  const near = nearestNames(scheme, known).map((other) => other + reference.slice(scheme.length));
  return `the scheme "${scheme}:" is not answered${near.length > 0 ? ` (did you mean ${near.join(" or ")}?)` : ""}`;
}

async function configOf(repository: ModelRepository): Promise<string> {
  if (!repository.files.includes("config.json")) {
    return `the repository has no config.json (it has ${repository.files.slice(0, 8).join(", ") || "no files"})`;
  }
  const config = (await repository.readJson("config.json")) as { model_type?: unknown; architectures?: unknown } | null;
  const architectures = Array.isArray(config?.architectures)
    ? `, architectures ${config.architectures.join(", ")}`
    : "";
  return `its config.json says model_type ${JSON.stringify(config?.model_type ?? null)}${architectures}`;
}

/** Hubs answer "access denied" for repositories that do not exist, so a slip of the pen may hide behind that too. */
function withNearNames(error: MiebError, reference: string, registry: Registry): MiebError {
  const near = nearestNames(reference, knownModelNames(registry));
  if (near.length === 0 || !/^MODEL_(NOT_FOUND|ACCESS_DENIED)|^ENVIRONMENT_OFFLINE/.test(error.code)) return error;
  return new MiebError(error.code, `${error.message} Did you mean ${near.join(", ")}?`, {
    ...(error.hint !== undefined && { hint: error.hint }),
    cause: error.cause,
  });
}

/** Who is told that a repository is missing should know why it was asked for. */
function withLocation(error: MiebError, { name, repository }: ModelLocation, registry: Registry): MiebError {
  const owner = registry.modelLocations.ownerOf(name) ?? "unknown";
  return new MiebError(
    error.code,
    `${error.message} The table of plugin ${owner} leads from ${name} to the repository ${repository}.`,
    { ...(error.hint !== undefined && { hint: error.hint }), cause: error.cause },
  );
}

/** Results carry the name the user gave, whatever repository the files came from. */
function renamed(model: Model, { name, metadata }: ModelLocation): Model {
  return { ...model, metadata: { ...model.metadata, ...metadata, name }, load: (context) => model.load(context) };
}
