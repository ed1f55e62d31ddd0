import { nearestNames, toMiebError, type ErrorCode, type Model, type ModelCandidate, type Registry } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { claimingFamily, locateModel, type LocatedModel } from "@mieb/runner/discovery";
import type { Installed } from "../../installed.ts";
import { knownModels } from "../../models/known-model.ts";
import { checkModelFiles } from "./check-model-files.ts";
import { checkGraphs } from "./check-graphs.ts";
import { checkPointers } from "./check-pointers.ts";
import { checkServer } from "./check-server.ts";
import type { Check } from "./doctor.ts";
import { failureOf } from "./failure-of.ts";
import { otherWays } from "./other-ways.ts";

export interface ModelCheckOptions {
  readonly here: Installed;
  readonly dtype: string;
  readonly signal: AbortSignal;
}

/**
 * Follows a reference as a run would and says at each step what is found. ONNX graphs are fetched and opened, servers asked
 * once.
 */
export async function checkModel(reference: string, options: ModelCheckOptions): Promise<readonly Check[]> {
  const { here, signal } = options;
  const { registry } = here;
  if (registry.models.find(reference)) {
    return [{ name: "model", status: "ok", detail: `${reference} comes with ${registry.models.ownerOf(reference)}` }];
  }
  const located = await attempt("model", () => locateModel(reference, { registry, hub: openHub({ signal }) }));
  if ("failed" in located) return [withNearNames(located.failed, reference, registry)];
  return [placeCheck(located.found, registry), ...(await checkClaimed(located.found, options))];
}

async function checkClaimed(located: LocatedModel, options: ModelCheckOptions): Promise<readonly Check[]> {
  const { here, dtype, signal } = options;
  const { candidate } = located;
  const { registry } = here;
  const family = await attempt("family", () => claimingFamily(candidate, { registry }));
  if ("failed" in family) return [await unclaimed(family, candidate, registry)];
  const { name } = family.found;
  const owner = registry.modelFamilies.ownerOf(name) ?? "";
  const claimed: Check = { name: "family", status: "ok", detail: `${name}, of ${owner}` };
  const model = await attempt("model files", () => family.found.open(candidate, { signal }));
  if ("failed" in model) return [claimed, named(model)];
  const files = checkModelFiles(model.found, { located, dtype });
  if (files.some(({ status }) => status === "fail")) return [claimed, ...files];
  const pointers = candidate.repository ? await checkPointers(model.found, candidate.repository, dtype) : [];
  if (pointers.length > 0) return [claimed, ...files, ...pointers];
  const traits = await attempt("encoder", async () => model.found.describe?.({ dtype, device: "cpu" }));
  if ("failed" in traits) return [claimed, ...files, traits.failed];
  const { modalities, embedDimension } = model.found.metadata;
  const length = embedDimension ? `, vectors of ${embedDimension} numbers` : "";
  const encodes = `encodes ${(traits.found?.modalities ?? modalities).join(" and ")}${length}`;
  return [
    claimed,
    ...files,
    { name: "encoder", status: "ok", detail: encodes },
    ...(await tried(model.found, located, options)),
  ];
}

/** What shows when the model is used: its graphs, or its server. Models in Python and files of vectors are not loaded. */
async function tried(
  model: Model,
  { candidate: { repository } }: LocatedModel,
  { dtype, signal }: ModelCheckOptions,
): Promise<readonly Check[]> {
  if (repository) return checkGraphs(model, { repository, dtype });
  return model.metadata.framework?.includes("API") ? [await checkServer(model, signal)] : [];
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
