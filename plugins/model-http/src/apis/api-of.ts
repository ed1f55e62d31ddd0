import { MiebError } from "@mieb/core";
import type { Protocol, ServerReference } from "../parse-reference.ts";
import type { Settings } from "../settings.ts";
import { cohereApi } from "./cohere-api.ts";
import type { EmbeddingApi } from "./embedding-api.ts";
import { jinaApi } from "./jina-api.ts";
import { openaiApi } from "./openai-api.ts";
import { voyageApi } from "./voyage-api.ts";

interface ApiEntry {
  readonly create: (reference: ServerReference) => EmbeddingApi;
  /** Settings that not every API has. */
  readonly knows: readonly (keyof Settings)[];
}

const openai: ApiEntry = {
  create: openaiApi,
  knows: ["images", "max-tokens", "query-prefix", "document-prefix", "encoding"],
};
const apis: Readonly<Record<Protocol, ApiEntry>> = {
  openai,
  http: openai,
  cohere: { create: cohereApi, knows: ["images", "max-tokens", "truncate", "encoding"] },
  voyage: { create: voyageApi, knows: ["truncate", "encoding"] },
  jina: { create: jinaApi, knows: ["truncate", "encoding"] },
};
const special = new Set(Object.values(apis).flatMap(({ knows }) => knows));

/** @throws MiebError `USAGE_INVALID_ARGUMENT` for a setting the API does not know */
export function apiOf(reference: ServerReference): EmbeddingApi {
  const { protocol, model, settings } = reference;
  const { create, knows } = apis[protocol];
  const unknown = [...special].filter((name) => settings[name] !== undefined && !knows.includes(name));
  if (protocol !== "cohere" && settings.truncate === "start") unknown.push("truncate");
  if (unknown.length === 0) return create(reference);
  const named = unknown.map((name) => `${name}=${settings[name]}`).join(", ");
  throw new MiebError("USAGE_INVALID_ARGUMENT", `${model}: servers of the kind "${protocol}" do not know ${named}.`, {
    hint: `Of such settings they know ${knows.join(", ")}.`,
  });
}
