import { MiebError, nearestNames, type Catalogue } from "@mieb/core";
import type { PluginFault } from "@mieb/runner/discovery";

/** Something that knows which plugins could not be used. */
export interface Faulty {
  readonly faults: readonly PluginFault[];
}

/**
 * Entries of these names, in this order.
 * @throws MiebError `USAGE_UNKNOWN_NAME` naming every unknown one, names near it, and the plugins that may have brought it
 */
export function findAll<T>(
  { kind, catalogue, faults }: Faulty & { readonly kind: string; readonly catalogue: Catalogue<T> },
  names: readonly string[],
): readonly T[] {
  const unknown = names.filter((name) => catalogue.find(name) === undefined);
  if (unknown.length === 0) return names.map((name) => catalogue.get(name));
  const known = catalogue.entries.map(nameOfEntry);
  const lines = unknown.map((name) => {
    const near = nearestNames(name, known);
    return `No ${kind} "${name}" among the ${known.length} installed.${near.length ? ` Did you mean ${near.join(", ")}?` : ""}`;
  });
  const parts = unknown.flatMap((name) => name.split(","));
  if (parts.length > unknown.length && parts.every((name) => known.includes(name))) {
    throw new MiebError("USAGE_UNKNOWN_NAME", lines.join("\n"), {
      hint: `Separate names by spaces: ${parts.join(" ")}`,
    });
  }
  const broken = faults.map(({ plugin }) => plugin);
  throw new MiebError("USAGE_UNKNOWN_NAME", lines.join("\n"), {
    hint: broken.length
      ? `${broken.join(", ")} could not be used and may bring it; \`mieb doctor\` says why.`
      : `\`mieb available-${kind}s\` lists what is installed; a missing plugin may bring it.`,
  });
}

function nameOfEntry(entry: unknown): string {
  const { metadata, name } = entry as { metadata?: { name: string }; name?: string };
  return metadata?.name ?? name ?? "";
}
