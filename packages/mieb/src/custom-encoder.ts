import type { Encoder, Model, ModelMetadata } from "@mieb/core";

/** An encoder of the caller's own: `encode`, a name for its results, and whatever else is worth saying. */
export interface CustomEncoder extends Encoder {
  /** Result files carry it, `owner/name` or a plain name. */
  readonly name: string;
  readonly metadata?: Partial<Omit<ModelMetadata, "name">>;
}

/** Views a custom encoder as a model; a model passes through. */
export function asModel(given: Model | CustomEncoder): Model {
  if (!("encode" in given)) return given;
  const metadata: ModelMetadata = {
    revision: "no_revision_available",
    modalities: given.modalities ?? ["image", "text"],
    ...given.metadata,
    name: given.name,
  };
  return { metadata, load: async () => given, describe: async () => given };
}
