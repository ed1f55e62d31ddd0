import { nearestNames, toMiebError, type ErrorCode, type Model, type ModelCandidate, type Registry } from "@mieb/core";
import {
  claimingFamily,
  locateModel,
  openLocated,
  type LocatedModel,
  type ModelHub,
  type ResolveModelOptions,
} from "@mieb/runner/discovery";
import type { ModelTrialOptions } from "@mieb/runner/trial";
import type { Installed } from "../../installed.ts";
import { knownModels } from "../../models/known-model.ts";
import { revisionUnheeded } from "../run/revision-unheeded.ts";
import { checkModelFiles } from "./check-model-files.ts";
import { checkEncoding } from "./check-encoding.ts";
import { checkPointers } from "./check-pointers.ts";
import type { Check } from "./doctor.ts";
import { failureOf } from "./failure-of.ts";
import { otherWays } from "./other-ways.ts";

export interface ModelCheckOptions extends ModelTrialOptions {
  readonly here: Installed;
  readonly hub: ModelHub;
  /** Commit, branch or tag of the model. */
  readonly revision?: string | undefined;
  /** Family to take it as. */
  readonly family?: string | undefined;
}

/**
 * Follows a reference as a run would and says at each step what is found, until the model has encoded a few inputs: its
 * weights are fetched for that, its server is asked a few times.
 */
export async function checkModel(reference: string, options: ModelCheckOptions): Promise<readonly Check[]> {
  const { registry } = options.here;
  const known = registry.models.find(reference);
  if (known) {
    const detail = `${reference} comes with ${registry.models.ownerOf(reference)}`;
    const place: Check = { name: "model", status: "ok", detail };
    return [place, ...revisionChecks(reference, known, options), ...(await checkEncoding(known, options))];
  }
  const located = await attempt("model", () => locateModel(reference, lookup(options)));
  if ("failed" in located) return [withNearNames(located.failed, reference, registry)];
  return [placeCheck(located.found, registry), ...(await checkClaimed(located.found, options))];
}

function lookup({ here: { registry }, hub, revision, family }: ModelCheckOptions): ResolveModelOptions {
  return { registry, hub, ...(revision !== undefined && { revision }), ...(family !== undefined && { family }) };
}

async function checkClaimed(located: LocatedModel, options: ModelCheckOptions): Promise<readonly Check[]> {
  const { candidate } = located;
  const { registry } = options.here;
  const family = await attempt("family", () => claimingFamily(candidate, lookup(options)));
  if ("failed" in family) return [await unclaimed(family, candidate, registry)];
  const { name } = family.found;
  const claimed: Check = {
    name: "family",
    status: "ok",
    detail: `${name}, of ${registry.modelFamilies.ownerOf(name)}`,
  };
  const { signal } = options.load;
  const model = await attempt("model files", () => openLocated(located, { family: family.found, signal }));
  if ("failed" in model) return [claimed, named(model)];
  const revision = revisionChecks(candidate.reference, model.found, options);
  return [claimed, ...revision, ...(await checkOpened(model.found, located, options))];
}

async function checkOpened(model: Model, located: LocatedModel, options: ModelCheckOptions): Promise<readonly Check[]> {
  const { repository } = located.candidate;
  const { load } = options;
  const files = checkModelFiles(model, { located, dtype: load.dtype });
  if (files.some(({ status }) => status === "fail")) return files;
  const pointers = repository ? await checkPointers(model, repository, load.dtype) : [];
  if (pointers.length > 0) return [...files, ...pointers];
  const traits = await attempt("encoder", async () => model.describe?.(load));
  if ("failed" in traits) return [...files, traits.failed];
  const { modalities, embedDimension } = model.metadata;
  const length = embedDimension ? `, vectors of ${embedDimension} numbers` : "";
  const detail = `encodes ${(traits.found?.modalities ?? modalities).join(" and ")}${length}`;
  return [...files, { name: "encoder", status: "ok", detail }, ...(await checkEncoding(model, options))];
}

/** A revision is asked for in vain where files are fixed. */
function revisionChecks(reference: string, model: Model, { here, revision }: ModelCheckOptions): readonly Check[] {
  const detail = revision === undefined ? undefined : revisionUnheeded(reference, model, here.registry);
  return detail === undefined ? [] : [{ name: "revision", status: "warn", detail }];
}

/** Other ways help where no family takes the model; a file that cannot be read has a remedy of its own. */
async function unclaimed({ failed, code }: Failure, candidate: ModelCandidate, registry: Registry): Promise<Check> {
  return code === "MODEL_NO_FAMILY" ? { ...failed, ...(await otherWays(candidate, registry)) } : failed;
}

/** What the reference itself says wrong is not the fault of files. */
function named({ failed, code }: Failure): Check {
  return code.startsWith("USAGE") || code.startsWith("ENVIRONMENT") ? { ...failed, name: "reference" } : failed;
}

interface Failure {
  readonly failed: Check;
  readonly code: ErrorCode;
}

type Attempt<T> = { readonly found: T } | Failure;

async function attempt<T>(name: string, work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { found: await work() };
  } catch (error) {
    const coded = toMiebError(error);
    return { failed: failureOf(name, coded), code: coded.code };
  }
}

function placeCheck({ candidate, location }: LocatedModel, registry: Registry): Check {
  const { reference, repository } = candidate;
  if (!repository) return { name: "model", status: "ok", detail: `${reference}, by its scheme` };
  const table = location ? `, where ${registry.modelLocations.ownerOf(location.name)} has it converted` : "";
  const detail = `${repository.name} at ${repository.revision}, ${repository.files.length} files${table}`;
  return { name: "model", status: "ok", detail };
}

/** The resolver suggests names that plugins know; published models have names too. */
function withNearNames(failed: Check, reference: string, registry: Registry): Check {
  const known = knownModels(registry).map(({ name }) => name);
  const near = nearestNames(reference, known);
  if (near.length === 0 || known.includes(reference) || failed.detail.includes("Did you mean")) return failed;
  return { ...failed, detail: `${failed.detail} Did you mean ${near.join(", ")}?` };
}
