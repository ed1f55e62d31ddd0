import { MiebError } from "@mieb/core";
import type { Protocol, ServerReference } from "./parse-reference.ts";

const variables: Readonly<Record<Protocol, readonly string[]>> = {
  openai: ["OPENAI_API_KEY"],
  http: ["MIEB_HTTP_API_KEY"],
  cohere: ["COHERE_API_KEY", "CO_API_KEY"],
  voyage: ["VOYAGE_API_KEY"],
  jina: ["JINA_API_KEY"],
};

/** The environment variable a protocol's key is expected in. */
export function keyVariable(protocol: Protocol): string {
  return variables[protocol][0] ?? "";
}

/**
 * The key for a server; undefined where none is set and the server is the user's own.
 * @throws MiebError `MODEL_ACCESS_DENIED`, which never shows the key
 */
export function apiKey(
  { protocol, isOfficial, model }: ServerReference,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const variable = variables[protocol].find((name) => environment[name]?.trim());
  if (variable === undefined) {
    if (!isOfficial) return undefined;
    throw new MiebError(
      "MODEL_ACCESS_DENIED",
      `${protocol}:${model} needs a key and ${keyVariable(protocol)} is not set.`,
      {
        hint: `Set ${variables[protocol].join(" or ")} in the environment.`,
      },
    );
  }
  const key = environment[variable]?.trim() ?? "";
  // `fetch` would refuse it as a header and print it in its message.
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new MiebError("MODEL_ACCESS_DENIED", `${variable} holds characters that no key has.`, {
    hint: "Copy the key again: printable ASCII, no spaces, one line.",
  });
}
