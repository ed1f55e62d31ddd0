import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import lockfile from "proper-lockfile";

/** Runs `work` while no other process of ours holds `lock`; waits for its turn. A lock whose holder died lapses after 15 s. */
export async function withFileLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(lock), { recursive: true });
  const release = await lockfile.lock(lock, {
    lockfilePath: lock,
    realpath: false,
    stale: 15_000,
    update: 3_000,
    retries: { forever: true, minTimeout: 50, maxTimeout: 1_000, factor: 1.5, randomize: true },
    // A holder that was stopped for long may lose its turn; the content check before the rename still stands.
    onCompromised: () => {},
  });
  try {
    return await work();
  } finally {
    await release().catch(() => {});
  }
}
