import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import pRetry from "p-retry";
import lockfile from "proper-lockfile";

/**
 * Runs `work` while no other process of ours holds `lock`; waits for its turn until `signal` stops that. A lock whose
 * holder died lapses after 15 s.
 */
export async function withFileLock<T>(lock: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  await mkdir(dirname(lock), { recursive: true });
  const release = await pRetry(() => acquire(lock), {
    retries: Number.POSITIVE_INFINITY,
    minTimeout: 50,
    maxTimeout: 1_000,
    factor: 1.5,
    randomize: true,
    shouldRetry: ({ error }) => "code" in error && error.code === "ELOCKED",
    ...(signal && { signal }),
  });
  try {
    return await work();
  } finally {
    await release().catch(() => {});
  }
}

function acquire(lock: string): Promise<() => Promise<void>> {
  return lockfile.lock(lock, {
    lockfilePath: lock,
    realpath: false,
    stale: 15_000,
    update: 3_000,
    // A holder that was stopped for long may lose its turn; the content check before the rename still stands.
    onCompromised: () => {},
  });
}
