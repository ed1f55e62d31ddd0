import { MiebError } from "@mieb/core";
import { parseSettings, type Settings } from "./settings.ts";

/** A protocol that servers speak; `http` is OpenAI's, at an address the user names. */
export type Protocol = "openai" | "http" | "cohere" | "voyage" | "jina";

/** What a reference such as `cohere:embed-v4.0?dimensions=256` says, with the environment's share. */
export interface ServerReference {
  readonly protocol: Protocol;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  /** Whether `baseUrl` is the company's own. */
  readonly isOfficial: boolean;
  readonly model: string;
  readonly settings: Settings;
}

type Environment = Readonly<Record<string, string | undefined>>;

const officialUrls: Readonly<Record<Exclude<Protocol, "http">, string>> = {
  openai: "https://api.openai.com/v1",
  cohere: "https://api.cohere.com/v2",
  voyage: "https://api.voyageai.com/v1",
  jina: "https://api.jina.ai/v1",
};

/**
 * Reads `openai:MODEL`, `cohere:MODEL`, `voyage:MODEL`, `jina:MODEL` and `http://host:port/v1#MODEL`, each with
 * `?setting=value&…` behind the model's name. `OPENAI_BASE_URL`, `COHERE_BASE_URL` … lead to another address.
 * @throws MiebError `USAGE_INVALID_ARGUMENT`; a secret in the address is not repeated
 */
export function parseReference(reference: string, environment: Environment): ServerReference {
  const scheme = (/^[^:]*/.exec(reference)?.[0] ?? "").toLowerCase();
  return scheme === "http" || scheme === "https"
    ? addressed(reference)
    : named(scheme as keyof typeof officialUrls, reference, environment);
}

function addressed(reference: string): ServerReference {
  const hash = reference.indexOf("#");
  const address = hash < 0 ? reference : reference.slice(0, hash);
  const baseUrl = checkedUrl(address, "the address");
  return {
    protocol: "http",
    baseUrl,
    isOfficial: false,
    ...modelAndSettings(hash < 0 ? "" : reference.slice(hash + 1)),
  };
}

function named(protocol: keyof typeof officialUrls, reference: string, environment: Environment): ServerReference {
  const variable = `${protocol.toUpperCase()}_BASE_URL`;
  const given = environment[variable];
  const baseUrl = given ? checkedUrl(given, variable) : officialUrls[protocol];
  const rest = reference.slice(protocol.length + 1);
  return { protocol, baseUrl, isOfficial: baseUrl === officialUrls[protocol], ...modelAndSettings(rest) };
}

function modelAndSettings(text: string): Pick<ServerReference, "model" | "settings"> {
  const question = text.indexOf("?");
  const model = question < 0 ? text : text.slice(0, question);
  if (!/^\w[\w.:@+/-]*$/.test(model)) {
    const fault = model === "" ? "The reference names no model." : `"${model}" is not a model's name.`;
    throw new MiebError("USAGE_INVALID_ARGUMENT", fault, {
      hint: 'Write the name the server knows: "openai:MODEL", or "http://host:port/v1#MODEL" for a server of your own.',
    });
  }
  return { model, settings: parseSettings(question < 0 ? "" : text.slice(question + 1), model) };
}

/** Secrets belong into the environment: in an address they would end up in results and logs. */
function checkedUrl(text: string, from: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash) {
    return url.href.replace(/\/+$/, "");
  }
  throw new MiebError(
    "USAGE_INVALID_ARGUMENT",
    `${from} is not a plain http(s) address without user, password and query.`,
    {
      hint: 'Write "http://host:port/v1#MODEL?setting=value"; keys come from the environment.',
    },
  );
}
