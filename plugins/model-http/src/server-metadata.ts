import type { ModelMetadata } from "@mieb/core";
import type { EmbeddingApi } from "./apis/embedding-api.ts";
import type { Protocol, ServerReference } from "./parse-reference.ts";

/** What results say of a model behind a server: what the reference says, and nothing guessed. */
export function serverMetadata(reference: ServerReference, api: EmbeddingApi): ModelMetadata {
  const experiment = experimentOf(reference);
  return {
    name: nameOf(reference),
    revision: "no_revision_available",
    modalities: api.modalities,
    similarity: "cosine",
    embedDimension: reference.settings.dimensions ?? null,
    framework: ["API"],
    ...(Object.keys(experiment).length > 0 && { experiment }),
  };
}

/** Owners under which published results know the hosted models. */
const owners: Readonly<Partial<Record<Protocol, string>>> = {
  openai: "openai/",
  cohere: "cohere/",
  voyage: "voyageai/",
  jina: "jinaai/",
};

function nameOf({ protocol, model }: ServerReference): string {
  // Folders carry the name, and Windows takes no colon in one.
  const name = model.replaceAll(":", "-");
  if (model === "embed-v4.0" && protocol === "cohere") return "Cohere/Cohere-embed-v4.0";
  return name.includes("/") ? name : `${owners[protocol] ?? ""}${name}`;
}

/** Everything but how fast it goes: two servers, or one server with other settings, are two experiments. */
function experimentOf({ baseUrl, isOfficial, settings }: ServerReference): NonNullable<ModelMetadata["experiment"]> {
  const names = ["dimensions", "images", "truncate", "max-tokens", "query-prefix", "document-prefix"] as const;
  const chosen = names.flatMap((name) => (settings[name] === undefined ? [] : [[name, settings[name]] as const]));
  return { ...(!isOfficial && { server: serverName(baseUrl) }), ...Object.fromEntries(chosen) };
}

/** Host, and the path where it is not the usual one: a gateway has several servers behind one host. */
function serverName(baseUrl: string): string {
  const { host, pathname } = new URL(baseUrl);
  const path = pathname.replace(/\/$/, "");
  return path === "" || path === "/v1" ? host : `${host}${path}`;
}
