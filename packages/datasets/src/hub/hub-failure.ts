import { isMiebError, MiebError, toMiebError, type ErrorCode } from "@mieb/core";
import { HubRequestError, systemErrorCode } from "./hub-request-error.ts";
import { describeRepository, type RepositoryId } from "./repository-id.ts";
import type { HubSettings } from "./hub-options.ts";

/** What was wanted from the hub when a request failed. `file` undefined: the repository itself. */
export interface HubSubject {
  readonly id: RepositoryId;
  readonly file?: string;
}

/** The coded error for anything thrown while talking to the hub or writing what it sent. */
export function hubFailure(settings: HubSettings, subject: HubSubject, error: unknown): MiebError {
  if (isMiebError(error)) return error;
  if (settings.signal?.aborted) return new MiebError("ABORTED", "The run was stopped.", { cause: error });
  if (systemErrorCode(error) === "ENOSPC") return diskFull(settings, subject, error);
  if (!(error instanceof HubRequestError)) return toMiebError(error);
  if (error.status === 404 || error.errorCode === "RepoNotFound") return notFound(settings, subject, error);
  if (error.status === 401 || error.status === 403) return accessDenied(settings, subject, error);
  if (error.status === 429) return rateLimited(subject, error);
  return new MiebError("ENVIRONMENT_NETWORK", `${wanted(subject)}: ${settings.endpoint} failed: ${error.message}.`, {
    hint: "Check the network, the proxy and HF_ENDPOINT, then run again: finished downloads are kept, a broken one resumes.",
    cause: error,
  });
}

/** The error for a file or listing that the cache lacks while offline. */
export function offlineMiss(settings: HubSettings, subject: HubSubject): MiebError {
  return new MiebError(
    "ENVIRONMENT_OFFLINE",
    `${wanted(subject)} is not in the cache at ${settings.cacheFolder}, and the hub is switched off.`,
    {
      hint: "Run once with a network (unset HF_HUB_OFFLINE), or point HF_HUB_CACHE at a cache that has it.",
    },
  );
}

function accessDenied({ endpoint, token }: HubSettings, subject: HubSubject, cause: HubRequestError): MiebError {
  const how = token === undefined ? "without a token" : "to the token given";
  // Without a token the hub does not tell whether a private repository exists.
  const doubt = cause.errorCode === undefined ? "; it is gated, private, or not there under this name" : "";
  return new MiebError(
    coded(subject, "ACCESS_DENIED"),
    `${wanted(subject)}: ${endpoint} refused access ${how} (status ${cause.status})${doubt}.`,
    {
      hint: `Accept the conditions on ${pageOf(endpoint, subject.id)} if it is gated, and set HF_TOKEN to a token of that account.`,
      cause,
    },
  );
}

function notFound({ endpoint, token }: HubSettings, subject: HubSubject, cause: HubRequestError): MiebError {
  const hidden = token === undefined ? " A private repository needs HF_TOKEN." : "";
  return new MiebError(coded(subject, "NOT_FOUND"), `${wanted(subject)} does not exist at ${endpoint}.`, {
    hint: `Check the name and the revision on ${pageOf(endpoint, subject.id)}.${hidden}`,
    cause,
  });
}

function rateLimited(subject: HubSubject, cause: HubRequestError): MiebError {
  const pause = cause.retryAfterMs === undefined ? "" : ` and asks to wait ${Math.ceil(cause.retryAfterMs / 1000)} s`;
  return new MiebError(
    "ENVIRONMENT_RATE_LIMITED",
    `${wanted(subject)}: the hub refuses more requests for now (status 429)${pause}.`,
    {
      hint: "Wait and run again, or set HF_TOKEN: the limits of an account are higher. Finished downloads are kept.",
      cause,
    },
  );
}

function diskFull({ cacheFolder }: HubSettings, subject: HubSubject, cause: unknown): MiebError {
  return new MiebError("ENVIRONMENT_DISK_FULL", `${wanted(subject)}: no space left in ${cacheFolder}.`, {
    hint: "Free some space there or point HF_HUB_CACHE at another disk, then run again: the download resumes.",
    cause,
  });
}

function coded({ id }: HubSubject, what: "ACCESS_DENIED" | "NOT_FOUND"): ErrorCode {
  if (id.kind === "model") return `MODEL_${what}`;
  return what === "NOT_FOUND" ? "DATASET_REPOSITORY_NOT_FOUND" : "DATASET_ACCESS_DENIED";
}

function wanted({ id, file }: HubSubject): string {
  return file === undefined ? describeRepository(id) : `${file} of ${describeRepository(id)}`;
}

function pageOf(endpoint: string, { kind, name }: RepositoryId): string {
  return `${endpoint}/${kind === "dataset" ? "datasets/" : ""}${name}`;
}
