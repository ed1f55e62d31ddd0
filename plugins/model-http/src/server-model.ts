import { createHash } from "node:crypto";
import process from "node:process";
import { MiebError, type EncoderTraits, type Model, type ModelLoadContext, type ModelMetadata } from "@mieb/core";
import { apiKey, keyVariable } from "./api-key.ts";
import { apiOf } from "./apis/api-of.ts";
import type { EmbeddingApi } from "./apis/embedding-api.ts";
import type { HttpClientOptions, Retry } from "./http/http-client.ts";
import { retryText } from "./http/retry-text.ts";
import type { ServerReference } from "./parse-reference.ts";
import { serverMetadata } from "./server-metadata.ts";

/** A model behind a server. Describing it needs neither key nor network: both are asked for when something is encoded. */
export function serverModel(reference: ServerReference, pauses: Pick<HttpClientOptions, "firstDelayMs"> = {}): Model {
  const api = apiOf(reference);
  const metadata = serverMetadata(reference, api);
  const describe = async ({ dtype }: ModelLoadContext): Promise<EncoderTraits> => {
    if (dtype !== "fp32") throw noDtype(metadata, dtype);
    return traitsOf(reference, api);
  };
  return {
    metadata,
    describe,
    ...(api.absentModalities && { absentModalities: api.absentModalities }),
    async load(context) {
      const { dimensions, concurrency, timeout, retries, price } = reference.settings;
      const traits = await describe(context);
      const key = apiKey(reference, process.env);
      const { serverEncoder } = await import("./encode/server-encoder.ts");
      const server = new URL(reference.baseUrl).host;
      const onRetry = (retry: Retry): void => context.onWarning?.(retryText(server, retry));
      const encoder = serverEncoder({
        api,
        http: { baseUrl: reference.baseUrl, key, timeoutMs: timeout * 1000, retries, onRetry, ...pauses },
        names: { server, model: reference.model, keyVariable: keyVariable(reference.protocol) },
        concurrency,
        dimensions,
        price,
        signal: context.signal,
      });
      return { ...traits, ...encoder };
    },
  };
}

function traitsOf(reference: ServerReference, api: EmbeddingApi): EncoderTraits {
  return {
    fingerprint: fingerprintOf(reference),
    modalities: api.modalities,
    fusion: api.fusion,
    instruction: (options) => api.instruction(options),
  };
}

/** All that the user can say which changes vectors. What the server keeps to itself, such as new weights, it cannot cover. */
function fingerprintOf({ protocol, baseUrl, model, settings }: ServerReference): string {
  const { dimensions = null, images = null, truncate = null } = settings;
  const parts = ["mieb-http-1", protocol, baseUrl, model, dimensions, images, truncate, settings["max-tokens"] ?? null];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

function noDtype({ name }: ModelMetadata, dtype: string): MiebError {
  return new MiebError(
    "USAGE_INVALID_ARGUMENT",
    `${name}: --dtype ${dtype} means nothing to a server, which chose its own.`,
    {
      hint: "Leave --dtype out.",
    },
  );
}
