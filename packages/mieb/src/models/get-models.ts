import { installed } from "../installed.ts";
import { filterModels, type ModelFilter } from "../selection/model-filter.ts";
import { knownModels, type KnownModel } from "./known-model.ts";

/**
 * Models known by name, all or those of a filter: what `mieb available-models --json` lists. `getModel` opens one.
 * @throws MiebError `USAGE_UNKNOWN_NAME` with the nearest names
 */
export function getModels(filter: ModelFilter = {}): readonly KnownModel[] {
  return filterModels(knownModels(installed().registry), filter);
}
