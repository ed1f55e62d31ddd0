import { createHash, hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { HubRequestError } from "./hub-request-error.ts";

/** What a downloaded file must be. */
export interface ExpectedContent {
  readonly url: string;
  readonly size: number;
  readonly contentId: string;
  readonly isLfs: boolean;
}

/** Compares what has arrived with what was expected. Throws HubRequestError when size or hash differ. */
export type ContentCheck = (arrived: { readonly size: number; readonly digests: Digests }) => void;

/**
 * A check for successive downloads of one file.
 *
 * LFS content must hash to its SHA-256. For small files a content id may be git's SHA-1, a prefix of the SHA-256, or an
 * etag of the hub's own making; one that cannot be recomputed is accepted once two downloads agree.
 */
export function contentCheck(expected: ExpectedContent): ContentCheck {
  let seenBefore: string | undefined;
  return ({ size, digests }) => {
    const known =
      digests.sha256 === expected.contentId || (!expected.isLfs && isSmallFileId(expected.contentId, digests));
    const agreed = !expected.isLfs && digests.sha256 === seenBefore;
    if (size === expected.size && (known || agreed)) return;
    seenBefore = digests.sha256;
    const what =
      size === expected.size
        ? `hash ${digests.sha256.slice(0, 12)}… instead of ${expected.contentId.slice(0, 12)}…`
        : `${size} bytes instead of ${expected.size}`;
    throw new HubRequestError(`the file arrived damaged: ${what}`, { status: 0, url: expected.url });
  };
}

/** Checks a downloaded file; one that fails is removed, so that the next attempt starts afresh. */
export async function checkFile(file: string, check: ContentCheck): Promise<void> {
  const { size } = await stat(file);
  const digests = await digestFile(file, size);
  try {
    check({ size, digests });
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

/** Hashes of content in memory. */
export function digestBytes(bytes: Uint8Array): Digests {
  const gitSha1 = createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes);
  return { sha256: hash("sha256", bytes), gitSha1: gitSha1.digest("hex") };
}

/** SHA-256 of a file, in hexadecimal. */
export async function sha256OfFile(file: string): Promise<string> {
  const sha256 = createHash("sha256");
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), sha256);
  return sha256.digest("hex");
}

/** Hexadecimal hashes of a file's content; `gitSha1` is that of git's object. */
export interface Digests {
  readonly sha256: string;
  readonly gitSha1: string;
}

async function digestFile(file: string, size: number): Promise<Digests> {
  const sha256 = createHash("sha256");
  const gitSha1 = createHash("sha1").update(`blob ${size}\0`);
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      sha256.update(chunk);
      gitSha1.update(chunk);
    }
  });
  return { sha256: sha256.digest("hex"), gitSha1: gitSha1.digest("hex") };
}

function isSmallFileId(contentId: string, { sha256, gitSha1 }: Digests): boolean {
  return contentId === gitSha1 || (contentId.length >= 32 && sha256.startsWith(contentId));
}
