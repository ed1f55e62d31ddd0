import { hash } from "node:crypto";
import { join } from "node:path";
import type { ModelMetadata } from "@mieb/core";

/** What decides the folder of a model's results. */
export type ModelIdentity = Pick<ModelMetadata, "name" | "revision" | "experiment">;

/** `<folder>/<owner>__<name>/<revision>`, and `experiments/<experiment>` below it for a variant of the model. */
export function modelFolder(folder: string, model: ModelIdentity): string {
  const name = model.name.replaceAll("/", "__").replaceAll(" ", "_");
  const experiment = experimentName(model.experiment);
  return join(folder, name, model.revision, ...(experiment === null ? [] : ["experiments", experiment]));
}

/** File of one task's result. */
export function resultPath(folder: string, model: ModelIdentity, task: string): string {
  return join(modelFolder(folder, model), `${task}.json`);
}

/**
 * The reference's folder name for experiment settings: `key_value` pairs sorted by key and joined by `__`; a name that is
 * too long or not fit for a folder becomes a hash. Null without settings.
 */
export function experimentName(settings: ModelMetadata["experiment"]): string | null {
  const pairs = Object.entries(settings ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (pairs.length === 0) return null;
  const name = pairs.map(([key, value]) => `${key}_${pythonText(value).replace(forbidden, "_")}`).join("__");
  const unfit = name.length > 200 || name.search(forbidden) >= 0;
  return unfit ? `exp_${hash("sha256", name, "hex").slice(0, 16)}` : name;
}

const forbidden = /[<>:"|?*\\/\0]/g;

function pythonText(value: string | number | boolean): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  return String(value);
}
