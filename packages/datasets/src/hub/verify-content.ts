import { createHash } from "node:crypto";
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

/**
 * A check for successive downloads of one file; a failed one removes the file, so that the next attempt starts afresh.
 *
 * LFS content must hash to its SHA-256. For small files a content id may be git's SHA-1, a prefix of the SHA-256, or an
 * etag of the hub's own making; one that cannot be recomputed is accepted once two downloads agree.
 * @throws HubRequestError when size or hash differ
 */
export function contentVerifier(expected: ExpectedContent): (file: string) => Promise<void> {
  let seenBefore: string | undefined;
  return async (file) => {
    const { size } = await stat(file);
    const digests = await digestFile(file, size);
    const known =
      digests.sha256 === expected.contentId || (!expected.isLfs && isSmallFileId(expected.contentId, digests));
    const agreed = !expected.isLfs && digests.sha256 === seenBefore;
    if (size === expected.size && (known || agreed)) return;
    seenBefore = digests.sha256;
    await rm(file, { force: true });
    const what =
      size === expected.size
        ? `hash ${digests.sha256.slice(0, 12)}… instead of ${expected.contentId.slice(0, 12)}…`
        : `${size} bytes instead of ${expected.size}`;
    throw new HubRequestError(`the file arrived damaged: ${what}`, { status: 0, url: expected.url });
  };
}

/** SHA-256 of a file, in hexadecimal. */
export async function sha256OfFile(file: string): Promise<string> {
  const sha256 = createHash("sha256");
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), sha256);
  return sha256.digest("hex");
}

interface Digests {
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
