import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { pythonFamily } from "../src/python-family.ts";
import { anyPython, isAlive, noPython } from "./fake-child.ts";

/** Imports as those of large packages are: for long, and deaf to everything, since loading a library holds Python's lock. */
const slowImport = `
import ctypes, os, pathlib
folder = pathlib.Path(__file__).parent
(folder / "pid.tmp").write_text(str(os.getpid()))
(folder / "pid.tmp").rename(folder / "pid")
ctypes.PyDLL(None).sleep(60)
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mieb-slow-import-"));
  await writeFile(join(folder, "slow.py"), slowImport);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const skipped = !anyPython || process.platform === "win32";

describe.skipIf(skipped)(`opening a Python model${skipped ? ` (skipped: ${noPython}, not on Windows)` : ""}`, () => {
  const reference = (): string => `python:${join(folder, "slow.py")}:me/slow?python=${anyPython}`;

  it("stops at once on abort while Python imports, and leaves no process behind", { timeout: 20_000 }, async () => {
    const stop = new AbortController();
    const opening = pythonFamily.open({ reference: reference(), scheme: "python" }, { signal: stop.signal });
    const failure = expect(opening).rejects.toMatchObject({ code: "ABORTED" });
    await vi.waitUntil(() => existsSync(join(folder, "pid")), { timeout: 10_000, interval: 20 });
    const pid = Number(await readFile(join(folder, "pid"), "utf8"));
    expect(isAlive(pid)).toBe(true);
    const begin = performance.now();
    stop.abort();
    await failure;
    expect(isAlive(pid)).toBe(false);
    // A child that is closed otherwise has 5 s to end by itself.
    expect(performance.now() - begin).toBeLessThan(4000);
  });

  it("starts nothing for a signal that was raised before", async () => {
    const candidate = { reference: reference().replace("slow.py", "missing.py"), scheme: "python" };
    await expect(pythonFamily.open(candidate, { signal: AbortSignal.abort() })).rejects.toThrow(/aborted/);
  });
});
