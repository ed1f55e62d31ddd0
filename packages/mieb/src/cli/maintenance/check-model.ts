import { exitCodeOf, nearestNames, toMiebError, type MiebError, type Registry } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { claimingFamily, locateModel, type LocatedModel } from "@mieb/runner/discovery";
import type { Installed } from "../../installed.ts";
import { knownModels } from "../../models/known-model.ts";
import { checkModelFiles } from "./check-model-files.ts";
import { checkPointers } from "./check-pointers.ts";
import type { Check } from "./doctor.ts";
import { otherWays } from "./other-ways.ts";

export interface ModelCheckOptions {
  readonly here: Installed;
  readonly dtype: string;
}

/** Follows a reference as a run would, up to the point where weights are loaded, and says at each step what is found. */
export async function checkModel(reference: string, options: ModelCheckOptions): Promise<readonly Check[]> {
  const { registry } = options.here;
  if (registry.models.find(reference)) {
    return [{ name: "model", status: "ok", detail: `${reference} comes with ${registry.models.ownerOf(reference)}` }];
  }
  const located = await attempt("model", () => locateModel(reference, { registry, hub: openHub() }));
  if ("failed" in located) return [withNearNames(located.failed, reference, registry)];
  return [placeCheck(located.found, registry), ...(await checkClaimed(located.found, options))];
}

async function checkClaimed(located: LocatedModel, { here, dtype }: ModelCheckOptions): Promise<readonly Check[]> {
  const { candidate } = located;
  const { registry } = here;
  const family = await attempt("family", () => claimingFamily(candidate, { registry }));
  if ("failed" in family) return [{ ...family.failed, ...(await otherWays(candidate, registry)) }];
  const { name } = family.found;
  const owner = registry.modelFamilies.ownerOf(name) ?? "";
  const claimed: Check = { name: "family", status: "ok", detail: `${name}, of ${owner}` };
  const model = await attempt("model files", () => family.found.open(candidate));
  if ("failed" in model) return [claimed, model.failed];
  const files = checkModelFiles(model.found, { located, dtype });
  if (files.some(({ status }) => status === "fail")) return [claimed, ...files];
  const pointers = candidate.repository ? await checkPointers(model.found, candidate.repository, dtype) : [];
  if (pointers.length > 0) return [claimed, ...files, ...pointers];
  const traits = await attempt("encoder", async () => model.found.describe?.({ dtype, device: "cpu" }));
  if ("failed" in traits) return [claimed, ...files, traits.failed];
  const { modalities, embedDimension } = model.found.metadata;
  const length = embedDimension ? `, vectors of ${embedDimension} numbers` : "";
  const encodes = `encodes ${(traits.found?.modalities ?? modalities).join(" and ")}${length}`;
  return [claimed, ...files, { name: "encoder", status: "ok", detail: encodes }];
}

type Attempt<T> = { readonly found: T } | { readonly failed: Check };

async function attempt<T>(name: string, work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { found: await work() };
  } catch (error) {
    return { failed: failureOf(name, toMiebError(error)) };
  }
}

function failureOf(name: string, error: MiebError): Check {
  const hint = error.hint === undefined ? {} : { hint: error.hint };
  return { name, status: "fail", detail: error.message, ...hint, exitCode: exitCodeOf(error) };
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
