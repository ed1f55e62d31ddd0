import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { withFileLock } from "./file-lock.ts";

async function lockPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "mieb-lock-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, "locks", "blob.lock");
}

it("lets those that want a lock take turns", async () => {
  const lock = await lockPath();
  let inside = 0;
  const work = async (): Promise<number> => {
    const before = ++inside;
    await new Promise((resolve) => void setTimeout(resolve, 20));
    inside--;
    return before;
  };
  expect(await Promise.all([withFileLock(lock, work), withFileLock(lock, work), withFileLock(lock, work)])).toEqual([
    1, 1, 1,
  ]);
});

it("stops waiting when told to", async () => {
  const lock = await lockPath();
  const stop = new AbortController();
  await withFileLock(lock, async () => {
    const waiting = withFileLock(lock, async () => "never", stop.signal);
    setTimeout(() => stop.abort(new Error("stopped")), 20);
    await expect(waiting).rejects.toThrow("stopped");
  });
  expect(await withFileLock(lock, async () => "free again")).toBe("free again");
});
