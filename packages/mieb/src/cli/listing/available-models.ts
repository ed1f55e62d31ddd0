import type { Registry } from "@mieb/core";
import { installed } from "../../installed.ts";
import { print } from "../terminal.ts";
import { printJson, printListing } from "./print-listing.ts";
import { warnOfFaults } from "./warn-of-faults.ts";

/** Lists models known by name; any other repository is told by its files, hence the families. */
export function availableModels({ json }: { readonly json?: true | undefined }): number {
  const { registry, faults } = installed();
  warnOfFaults(faults);
  const models = knownModels(registry);
  const families = registry.modelFamilies.entries.map(({ name, claims, schemes = [] }) => ({
    name,
    claims: claims ?? null,
    schemes,
    plugin: registry.modelFamilies.ownerOf(name) ?? null,
  }));
  if (json) printJson({ models, families });
  else {
    const rows = models.map(({ name, repository, plugin }) => [name, repository ?? "", plugin ?? ""]);
    printListing({ header: ["model", "repository", "plugin"], rows, noun: "named model" });
    print("");
    const taken = families.map(({ name, claims, schemes, plugin }) => [name, claimText(claims, schemes), plugin ?? ""]);
    printListing({ header: ["family", "takes", "plugin"], rows: taken, noun: "model family rule" });
  }
  return 0;
}

function claimText(claims: string | null, schemes: readonly string[]): string {
  return claims ?? (schemes.length > 0 ? schemes.map((scheme) => `${scheme}:…`).join(", ") : "");
}

interface KnownModel {
  readonly name: string;
  /** Where its files lie; null for a model that brings itself. */
  readonly repository: string | null;
  readonly plugin: string | null;
}

function knownModels({ models, modelLocations }: Registry): readonly KnownModel[] {
  const brought = models.entries.map(({ metadata: { name } }) => ({
    name,
    repository: null,
    plugin: models.ownerOf(name) ?? null,
  }));
  const located = modelLocations.entries.map(({ name, repository }) => ({
    name,
    repository: repository.startsWith("file:") ? "with the plugin" : repository,
    plugin: modelLocations.ownerOf(name) ?? null,
  }));
  return [...brought, ...located].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
