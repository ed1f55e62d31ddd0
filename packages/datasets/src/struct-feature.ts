import type { Feature } from "@mieb/core";

/** A struct of these fields; one of exactly `bytes` and `path` is how images are stored, whether or not it is declared so. */
export function structFeature(fields: Readonly<Record<string, Feature>>): Feature {
  const isImage =
    Object.keys(fields).length === 2 && fields["bytes"]?.kind === "binary" && fields["path"]?.kind === "text";
  return isImage ? { kind: "image" } : { kind: "struct", fields };
}
