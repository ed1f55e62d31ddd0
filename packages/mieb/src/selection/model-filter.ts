import type { KnownModel } from "../models/known-model.ts";
import { checkKnown, hasAny } from "./check-known.ts";

/** Which models; a model has to pass every filter given. What is not known of a model passes none that asks for it. */
export interface ModelFilter {
  /** All of these, such as `image`. */
  readonly modalities?: readonly string[] | undefined;
  /** One of these kinds, such as `clip`. */
  readonly families?: readonly string[] | undefined;
  /** One of these, such as `apache-2.0`, or `own` for those without a name; upper and lower case are the same. */
  readonly licenses?: readonly string[] | undefined;
  /** One of these ways to run it, such as `onnx`. */
  readonly runs?: readonly string[] | undefined;
  readonly minParameters?: number | undefined;
  readonly maxParameters?: number | undefined;
}

/**
 * The models that pass a filter.
 * @throws MiebError `USAGE_UNKNOWN_NAME` for a modality, family or licence that no model has, with the nearest
 */
export function filterModels(models: readonly KnownModel[], filter: ModelFilter): readonly KnownModel[] {
  const present = <T>(read: (model: KnownModel) => readonly T[]): readonly T[] => models.flatMap(read);
  checkKnown(
    "modality",
    filter.modalities,
    present(({ modalities }) => modalities),
  );
  checkKnown(
    "family",
    filter.families,
    present(({ family }) => listed(family)),
  );
  checkKnown(
    "licence",
    filter.licenses,
    present((model) => listed(licenceOf(model))),
  );
  return models.filter((model) => passes(model, filter));
}

/** Registries give a URL for a licence without a name; it is the model's `own`. */
export function licenceOf({ license }: Pick<KnownModel, "license">): string | null {
  return license?.startsWith("http") ? "own" : license;
}

function passes(model: KnownModel, filter: ModelFilter): boolean {
  const kinds = model.ways.map(({ kind }) => kind);
  return (
    (filter.modalities ?? []).every((wanted) => hasAny([wanted], model.modalities)) &&
    hasAny(filter.families, listed(model.family)) &&
    hasAny(filter.licenses, listed(licenceOf(model))) &&
    hasAny(filter.runs, kinds) &&
    isWithin(model.parameterCount, filter)
  );
}

function isWithin(parameterCount: number | null, { minParameters, maxParameters }: ModelFilter): boolean {
  if (minParameters === undefined && maxParameters === undefined) return true;
  if (parameterCount === null) return false;
  return parameterCount >= (minParameters ?? 0) && parameterCount <= (maxParameters ?? Infinity);
}

function listed(value: string | null): readonly string[] {
  return value === null ? [] : [value];
}
