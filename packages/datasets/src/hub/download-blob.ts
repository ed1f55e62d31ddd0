import { createWriteStream, mkdirSync } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { exists, writeWhole } from "./cache-layout.ts";
import { withFileLock } from "./file-lock.ts";
import { hubFetch } from "./hub-fetch.ts";
import type { HubSettings } from "./hub-options.ts";
import { HubRequestError } from "./hub-request-error.ts";
import { retrying } from "./retrying.ts";
import { checkFile, contentCheck, digestBytes } from "./verify-content.ts";

/** One file to fetch into the cache. */
export interface BlobRequest {
  readonly url: string;
  /** Name for progress reports. */
  readonly label: string;
  /** Bytes, as the hub lists them. */
  readonly size: number;
  /** SHA-256 of the content where `isLfs`, else the git object's hash, or whatever the hub uses as etag. */
  readonly contentId: string;
  readonly isLfs: boolean;
  readonly blob: string;
  readonly lock: string;
}

/** Files up to this size are fetched in one piece: a lock, a partial file and its streams cost more than fetching them again. */
const SMALL_BYTES = 512 * 1024;

/**
 * Fetches a file, verifies size and hash, and renames it to `blob`, so that it is there whole or not at all.
 *
 * A large one goes by way of `<blob>.incomplete`, where a later attempt resumes; processes that want the same file take
 * turns, and the later ones find it done. A small one may be fetched twice.
 */
export async function downloadBlob(settings: HubSettings, request: BlobRequest): Promise<void> {
  mkdirSync(dirname(request.blob), { recursive: true });
  if (request.size <= SMALL_BYTES) return downloadWhole(settings, request);
  await withFileLock(request.lock, () => downloadResuming(settings, request), settings.signal);
}

async function downloadResuming(settings: HubSettings, request: BlobRequest): Promise<void> {
  if (exists(request.blob)) return;
  const partial = `${request.blob}.incomplete`;
  const check = contentCheck(request);
  await retrying(settings, async () => {
    await receive(settings, request, partial);
    await checkFile(partial, check);
  });
  await rename(partial, request.blob);
}

async function downloadWhole(settings: HubSettings, request: BlobRequest): Promise<void> {
  const check = contentCheck(request);
  const content = await retrying(settings, async () => {
    const bytes = await receiveWhole(settings, request);
    check({ size: bytes.length, digests: digestBytes(bytes) });
    return bytes;
  });
  await writeWhole(request.blob, content);
}

async function receiveWhole(settings: HubSettings, request: BlobRequest): Promise<Uint8Array> {
  const { label: file, size, url } = request;
  const { response, hubHeaders } = await hubFetch(settings, url, { headers: { "accept-encoding": "identity" } });
  checkEtag(request, hubHeaders);
  const bytes = await response.bytes().catch((cause: unknown) => {
    settings.signal?.throwIfAborted();
    throw new HubRequestError(`the answer broke off before its ${size} bytes`, { status: 0, url, cause });
  });
  settings.onProgress({ file, received: bytes.length, total: size });
  return bytes;
}

async function receive(settings: HubSettings, request: BlobRequest, partial: string): Promise<void> {
  const present = await bytesPresent(partial, request.size);
  if (present === request.size && request.size > 0) return;
  // Compressed, an answer could not be resumed at a byte of the file; with a range fetch itself asks for none.
  const headers: Record<string, string> =
    present > 0 ? { range: `bytes=${present}-` } : { "accept-encoding": "identity" };
  const { response, hubHeaders } = await hubFetch(settings, request.url, { headers });
  checkEtag(request, hubHeaders);
  const start = response.status === 206 ? startOfRange(response.headers.get("content-range")) : 0;
  if (start !== 0 && start !== present)
    throw new HubRequestError("the answer starts at another byte than asked for", { status: 0, url: request.url });
  await append(settings, request, { partial, present, start, body: response.body });
}

interface Arrival {
  readonly partial: string;
  /** Bytes that were there before. */
  readonly present: number;
  /** Byte at which the answer starts. */
  readonly start: number;
  readonly body: ReadableStream<Uint8Array> | null;
}

/** Writes all that arrives, also of an answer that breaks off, so that the next attempt goes on from there. */
async function append(settings: HubSettings, request: BlobRequest, arrival: Arrival): Promise<void> {
  const { partial, present, start, body } = arrival;
  let received = start;
  let cause: unknown;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of body ?? []) {
        received += chunk.byteLength;
        settings.onProgress({ file: request.label, received, total: request.size });
        yield chunk;
      }
    } catch (error) {
      cause = error;
    }
  }
  await pipeline(chunks, createWriteStream(partial, { flags: start === 0 ? "w" : "a" }));
  settings.signal?.throwIfAborted();
  if (received >= request.size && cause === undefined) return;
  throw new HubRequestError(`the answer broke off after ${received} of ${request.size} bytes`, {
    status: 0,
    url: request.url,
    progressed: received > present,
    cause,
  });
}

async function bytesPresent(partial: string, size: number): Promise<number> {
  const present = (await stat(partial).catch(() => undefined))?.size ?? 0;
  if (present <= size) return present;
  await rm(partial, { force: true });
  return 0;
}

function startOfRange(contentRange: string | null): number {
  const start = /^bytes (\d+)-/.exec(contentRange ?? "")?.[1];
  return start === undefined ? -1 : Number(start);
}

/** For LFS files the hub sends the SHA-256 along; another one than listed means that it serves another content. */
function checkEtag({ isLfs, contentId, url }: BlobRequest, headers: Headers): void {
  const etag = (headers.get("x-linked-etag") ?? headers.get("etag"))?.replace(/^W\//, "").replaceAll('"', "");
  if (isLfs && etag !== undefined && /^[0-9a-f]{64}$/.test(etag) && etag !== contentId) {
    throw new HubRequestError(`the hub lists the content ${contentId.slice(0, 12)}… and serves ${etag.slice(0, 12)}…`, {
      status: 0,
      url,
    });
  }
}
