import { basename } from "node:path";
import type { Model, ModelFileNeed, ModelRepository } from "@mieb/core";
import { dtypes, exportCommands, weightsCommands } from "@mieb/onnx";
import type { LocatedModel } from "@mieb/runner/discovery";
import type { Check } from "./doctor.ts";

export interface ModelFilesOptions {
  readonly located: LocatedModel;
  readonly dtype: string;
}

/** Whether a repository has the files that its model reads, and the commands that make those it lacks. */
export function checkModelFiles(model: Model, { located, dtype }: ModelFilesOptions): readonly Check[] {
  const { repository } = located.candidate;
  if (!repository || !model.neededFiles) return [];
  const offered = offeredDtypes(model, repository);
  const some = modalitiesOf(model, repository, dtype);
  const isOffered = offered.includes(dtype) || offered.length === 0;
  const looked = isOffered || some.length > 0 ? dtype : (offered[0] ?? dtype);
  const needs = model.neededFiles(looked);
  const kept = needs.filter((need) => need.isGraph && presentOf(need, repository));
  const keptModalities = new Set(kept.map(({ modality }) => modality));
  const told = new Set<string>();
  const files = needs.map((need): Check => {
    const file = presentOf(need, repository);
    if (file !== undefined) return { name: "file", status: "ok", detail: `${file}, for ${need.modality}s` };
    // Where only weights of this dtype are absent, the row of the dtype says how they are made.
    const isDtype = need.isGraph && !isOffered;
    const commands = isDtype || told.has(need.command) ? [] : repairs(need, located);
    told.add(need.command);
    return missing(need, { isLeftOut: kept.length > 0 && !keptModalities.has(need.modality), commands });
  });
  if (offered.length === 0) return files;
  return [...files, isOffered ? dtypeFound(dtype, offered) : dtypeMissing({ dtype, offered, some }, located)];
}

function presentOf({ anyOf }: ModelFileNeed, { files }: ModelRepository): string | undefined {
  return anyOf.find((file) => files.includes(file));
}

/** Dtypes for which a graph is there of every modality that has one in some dtype. */
function offeredDtypes(model: Model, repository: ModelRepository): readonly string[] {
  const all = new Set(dtypes.flatMap((dtype) => modalitiesOf(model, repository, dtype)));
  if (all.size === 0) return [];
  return dtypes.filter((dtype) => new Set(modalitiesOf(model, repository, dtype)).size === all.size);
}

/** Modalities that have a graph of this dtype. */
function modalitiesOf(model: Model, repository: ModelRepository, dtype: string): readonly string[] {
  if (!dtypes.includes(dtype)) return [];
  const needs = model.neededFiles?.(dtype) ?? [];
  return needs.filter((need) => need.isGraph && presentOf(need, repository)).map(({ modality }) => modality);
}

interface Absence {
  /** Whether the repository leaves out the whole modality, which is allowed. */
  readonly isLeftOut: boolean;
  readonly commands: readonly string[];
}

function missing({ anyOf, modality }: ModelFileNeed, { isLeftOut, commands }: Absence): Check {
  const spelled = anyOf.length > 1 ? `none of ${anyOf.join(", ")}` : `no ${anyOf.join("")}`;
  return {
    name: "file",
    status: isLeftOut ? "warn" : "fail",
    detail: `${spelled}: no ${modality}s can be encoded`,
    ...(commands.length > 0 && { hint: "It is made so; then give the folder as the model:", commands }),
    ...(!isLeftOut && { exitCode: 2 }),
  };
}

function dtypeFound(dtype: string, offered: readonly string[]): Check {
  return { name: "dtype", status: "ok", detail: `${dtype}; there is ${offered.join(", ")}` };
}

interface Dtypes {
  readonly dtype: string;
  /** Those that have weights of all modalities. */
  readonly offered: readonly string[];
  /** Modalities that have weights of `dtype`: tasks of these alone can be run. */
  readonly some: readonly string[];
}

function dtypeMissing({ dtype, offered, some }: Dtypes, located: LocatedModel): Check {
  const commands = offered.includes("fp32") ? otherWeights(dtype, located) : [];
  const isSome = some.length > 0;
  const lacking = isSome
    ? `${dtype} has weights for ${some.join("s and ")}s alone`
    : dtypes.includes(dtype)
      ? `no weights for ${dtype}`
      : `${dtype} is none of ${dtypes.join(", ")}`;
  return {
    name: "dtype",
    status: isSome ? "warn" : "fail",
    detail: `${lacking}; there is ${offered.join(", ")}`,
    hint: `Choose one of those: --dtype ${offered[0]}${commands.length > 0 ? "; or make the weights, in a checkout of MIEB, then give the folder as the model:" : ""}`,
    ...(commands.length > 0 && { commands }),
    ...(!isSome && { exitCode: 2 }),
  };
}

/** Commands that make weights of another dtype, in a folder of its own where the model is one of the hub's. */
function otherWeights(dtype: string, { candidate: { reference, repository } }: LocatedModel): readonly string[] {
  const isFolder = repository?.revision.startsWith("local-") === true;
  const folder = isFolder ? reference : `./${basename(reference)}`;
  const commands = weightsCommands(dtype, folder);
  if (isFolder || !repository || commands.length === 0) return commands;
  return [`hf download ${repository.name} --local-dir ${folder}`, ...commands];
}

/** Commands for a shell, in order, that make a missing file in a folder of its own. */
function repairs(need: ModelFileNeed, { candidate, location }: LocatedModel): readonly string[] {
  const { reference, repository } = candidate;
  const isFolder = repository?.revision.startsWith("local-") === true;
  const hasWeights = repository?.files.some((file) => /\.(safetensors|bin)$/.test(file)) === true;
  // A conversion says nowhere reliably what it was made from.
  const hasVocabulary = repository?.files.some((file) => /(^|\/)(vocab\.(json|txt)|[^/]*\.model)$/.test(file)) === true;
  const isSource = isFolder && !need.isGraph ? hasVocabulary : hasWeights;
  const original = location?.name ?? (isSource ? reference : "ORIGINAL");
  const folder = isFolder ? reference : `./${basename(reference)}`;
  const commands = exportCommands(need.command, { model: original, folder });
  if (need.isGraph || isFolder || !repository) return commands;
  return [`hf download ${repository.name} --local-dir ${folder}`, ...commands];
}
