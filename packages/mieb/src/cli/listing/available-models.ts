import type { Registry } from "@mieb/core";
import { installed } from "../../installed.ts";
import { knownModels, type KnownModel } from "../../models/known-model.ts";
import { filterModels, licenceOf, type ModelFilter } from "../../selection/model-filter.ts";
import { print } from "../terminal.ts";
import { countInWords } from "./count-in-words.ts";
import { printJson, printListing } from "./print-listing.ts";
import { warnOfFaults } from "./warn-of-faults.ts";

/** Lists models known by name; without a filter also the families, since any other repository is told by its files. */
export function availableModels({ json, ...filter }: ModelFilter & { readonly json?: true | undefined }): number {
  const { registry, faults } = installed();
  warnOfFaults(faults);
  const models = filterModels(knownModels(registry), filter);
  const families = Object.keys(filter).length > 0 ? undefined : knownFamilies(registry);
  if (json) printJson({ models, ...(families && { families }) });
  else {
    printListing({ header, rows: models.map(rowOf), noun: "named model" });
    if (families) printFamilies(families);
  }
  return 0;
}

const header = ["model", "family", "parameters", "dimension", "modalities", "licence", "released", "runs by"];

function rowOf(model: KnownModel): readonly string[] {
  return [
    model.name,
    model.family ?? "",
    model.parameterCount === null ? "" : countInWords(model.parameterCount),
    String(model.embedDimension ?? ""),
    model.modalities.join(","),
    licenceOf(model) ?? "",
    model.releaseDate ?? "",
    model.ways.map(({ kind }) => kind).join(","),
  ];
}

interface KnownFamily {
  readonly name: string;
  readonly claims: string | null;
  readonly schemes: readonly string[];
  readonly plugin: string | null;
}

function knownFamilies({ modelFamilies }: Registry): readonly KnownFamily[] {
  return modelFamilies.entries.map(({ name, claims, schemes = [] }) => ({
    name,
    claims: claims ?? null,
    schemes,
    plugin: modelFamilies.ownerOf(name) ?? null,
  }));
}

function printFamilies(families: readonly KnownFamily[]): void {
  print("");
  const rows = families.map(({ name, claims, schemes, plugin }) => [name, claimText(claims, schemes), plugin ?? ""]);
  printListing({ header: ["family", "takes", "plugin"], rows, noun: "model family rule" });
}

function claimText(claims: string | null, schemes: readonly string[]): string {
  return claims ?? (schemes.length > 0 ? schemes.map((scheme) => `${scheme}:…`).join(", ") : "");
}
