import type { Model, Registry } from "@mieb/core";

/** That a revision which was asked for changes nothing: a folder has none, and neither has a model that a plugin brings. */
export function revisionUnheeded(reference: string, { metadata }: Model, { models }: Registry): string | undefined {
  if (!models.find(reference) && !metadata.revision.startsWith("local-")) return undefined;
  return `--model-revision changes nothing for ${reference}, whose files are fixed (revision ${metadata.revision}).`;
}
