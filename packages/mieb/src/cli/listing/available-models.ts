import type { Registry } from "@mieb/core";
import { installed } from "../../installed.ts";
import { say } from "../terminal.ts";
import { printJson, printListing } from "./print-listing.ts";
import { warnOfFaults } from "./warn-of-faults.ts";

/** Lists models known by name; any other repository is told by its files, hence the families. */
export function availableModels({ json }: { readonly json?: true | undefined }): number {
  const { registry, faults } = installed();
  warnOfFaults(faults);
  const models = knownModels(registry);
  const families = registry.modelFamilies.entries.map(({ name, schemes = [] }) => ({
    name,
    schemes,
    plugin: registry.modelFamilies.ownerOf(name) ?? null,
  }));
  if (json) printJson({ models, families });
  else {
    const rows = models.map(({ name, repository, plugin }) => [name, repository ?? "", plugin ?? ""]);
    printListing({ header: ["model", "repository", "plugin"], rows, noun: "named model" });
    if (process.stdout.isTTY) {
      say(
        `Any hub repository or folder of these families runs too: ${families.map(({ name }) => name).join(", ") || "none installed"}`,
      );
    }
  }
  return 0;
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
