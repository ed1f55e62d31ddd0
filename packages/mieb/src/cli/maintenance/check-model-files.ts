import { basename } from "node:path";
import type { Model, ModelFileNeed, ModelRepository } from "@mieb/core";
import { dtypes, exportCommands } from "@mieb/onnx";
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
  const isOffered = offered.includes(dtype) || offered.length === 0;
  const looked = isOffered ? dtype : (offered[0] ?? dtype);
  const needs = model.neededFiles(looked);
  const kept = needs.filter((need) => need.isGraph && presentOf(need, repository));
  const keptModalities = new Set(kept.map(({ modality }) => modality));
  const told = new Set<string>();
  const files = needs.map((need): Check => {
    const file = presentOf(need, repository);
    if (file !== undefined) return { name: "file", status: "ok", detail: `${file}, for ${need.modality}s` };
    const commands = told.has(need.command) ? [] : repairs(need, located);
    told.add(need.command);
    return missing(need, { isLeftOut: kept.length > 0 && !keptModalities.has(need.modality), commands });
  });
  return offered.length === 0 ? files : [...files, dtypeCheck(dtype, offered, isOffered)];
}

function presentOf({ anyOf }: ModelFileNeed, { files }: ModelRepository): string | undefined {
  return anyOf.find((file) => files.includes(file));
}

/** Dtypes for which a graph is there of every modality that has one in some dtype. */
function offeredDtypes(model: Model, repository: ModelRepository): readonly string[] {
  const modalitiesOf = (dtype: string): readonly string[] =>
    (model.neededFiles?.(dtype) ?? [])
      .filter((need) => need.isGraph && presentOf(need, repository))
      .map(({ modality }) => modality);
  const all = new Set(dtypes.flatMap(modalitiesOf));
  return all.size === 0 ? [] : dtypes.filter((dtype) => new Set(modalitiesOf(dtype)).size === all.size);
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

function dtypeCheck(dtype: string, offered: readonly string[], isOffered: boolean): Check {
  if (isOffered) return { name: "dtype", status: "ok", detail: `${dtype}; there is ${offered.join(", ")}` };
  return {
    name: "dtype",
    status: "fail",
    detail: dtypes.includes(dtype)
      ? `no weights for ${dtype}; there is ${offered.join(", ")}`
      : `${dtype} is none of ${dtypes.join(", ")}; there is ${offered.join(", ")}`,
    hint: `Choose one of those${dtypes.includes(dtype) ? ", or make the weights as tools/export/README.md says" : ""}: --dtype ${offered[0]}`,
    exitCode: 2,
  };
}

/** Commands for a shell, in order, that make a missing file in a folder of its own. */
function repairs(need: ModelFileNeed, { candidate, location }: LocatedModel): readonly string[] {
  const { reference, repository } = candidate;
  const isFolder = repository?.revision.startsWith("local-") === true;
  const hasWeights = repository?.files.some((file) => /\.(safetensors|bin)$/.test(file)) === true;
  // A conversion says nowhere reliably what it was made from.
  const original = location?.name ?? (hasWeights && !(isFolder && !need.isGraph) ? reference : "ORIGINAL");
  const folder = isFolder ? reference : `./${basename(reference)}`;
  const commands = exportCommands(need.command, { model: original, folder });
  if (need.isGraph || isFolder || !repository) return commands;
  return [`hf download ${repository.name} --local-dir ${folder}`, ...commands];
}
