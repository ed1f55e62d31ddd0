import { randomBytes } from "node:crypto";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { MiebError } from "@mieb/core";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { PythonChild } from "../src/child/python-child.ts";
import { anyPython, fakeScript, isAlive, loadFake, noPython, startFake } from "./fake-child.ts";

const open: PythonChild[] = [];
const kept = <T extends PythonChild>(child: T): T => {
  open.push(child);
  return child;
};
const load: typeof loadFake = async (...args) => {
  const loaded = await loadFake(...args);
  kept(loaded.child);
  return loaded;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((child) => child.close()));
});

const nothing = new Uint8Array();
const ended = (pid: number): Promise<unknown> => vi.waitUntil(() => !isAlive(pid), { timeout: 10_000, interval: 20 });

describe.skipIf(!anyPython)(`a Python child${anyPython ? "" : ` (skipped: ${noPython})`}`, () => {
  it("keeps what is printed, at any level and from its first moment, out of the protocol, and shows it", async () => {
    const { child, lines } = await load({ load: "print" });
    await expect(child.hello()).resolves.toMatchObject({ name: "fake/model" });
    expect((await child.encode({}, Buffer.from("x"))).body.toString()).toBe("x");
    expect(lines).toEqual([
      "printed while Python starts",
      "from print",
      "from the file descriptor",
      "from a subprocess",
    ]);
  });

  it("carries any bytes, several batches at once, larger than a pipe holds", async () => {
    const { child } = await load();
    const bodies = [0, 1, 4_000_000, 65_536, 1_000_003].map((size) => randomBytes(size));
    bodies.push(Buffer.from("\0MIEB-PYTHON-1\n\r\n\x1a{}"));
    const answers = await Promise.all(bodies.map((body) => child.encode({}, body)));
    expect(answers.map(({ header }) => header.type)).toEqual(bodies.map(() => "vectors"));
    for (const [index, body] of bodies.entries())
      expect(answers[index]?.body.equals(body), `batch ${index}`).toBe(true);
  });

  it("answers a batch that raises with the exception, and goes on", async () => {
    const { child } = await load();
    const [bad, good] = await Promise.all([child.encode({ do: "raise" }, nothing), child.encode({}, nothing)]);
    expect(bad.header).toMatchObject({ type: "error", exception: "ValueError", message: "the model does not like it" });
    expect(bad.header["traceback"]).toMatch(/Traceback \(most recent call last\)[^]*raise_error/);
    expect(good.header.type).toBe("vectors");
  });

  it.each([
    ["exit", /python:fake: the Python process ended with exit code 3; its last output:[^]*going down/],
    ["kill", /ended by signal SIGKILL/],
    ["segfault", /ended by signal SIG(SEGV|BUS)[^]*Fatal Python error: (Segmentation fault|Bus error)[^]*string_at/],
  ])("says how it died and its last words: %s", async (how, message) => {
    const { child } = await load();
    const batches = [child.encode({ do: how }, nothing), child.encode({}, nothing)];
    for (const ending of await Promise.allSettled(batches)) {
      expect(ending).toMatchObject({ status: "rejected", reason: { code: "MODEL_FAILED" } });
      expect((ending as PromiseRejectedResult).reason.message).toMatch(message);
    }
    await expect(child.encode({}, nothing)).rejects.toThrow(message);
    expect(child.isOver).toBe(true);
  });

  it.each([
    ["raise", "MODEL_FAILED", /does not load: ValueError: the model does not like it\n[^]*Traceback/],
    ["sys.exit", "MODEL_FAILED", /does not load: SystemExit: 0/],
    ["not-found", "MODEL_NOT_FOUND", /There is no model of that name/],
    ["import", "ENVIRONMENT_MISSING_ENGINE", /No module named 'no_such_package'/],
    ["kill", "MODEL_FAILED", /ended by signal SIGKILL/],
  ])("says why it does not start: %s", async (find, code, message) => {
    const error: unknown = await kept(startFake({ find }))
      .hello()
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(MiebError);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it.each([
    ["import", "python3 -m pip install no-such-package (MIEB_PYTHON"],
    ["flash", "python3 -m pip install flash-attn --no-build-isolation; it is built for CUDA"],
    ["instructed", "python3 -m pip install 'mteb[colpali_engine]' (MIEB_PYTHON"],
  ])("says what to install: %s", async (load, hint) => {
    const failures = [kept(startFake({ find: load })).hello(), kept(startFake({ load })).load({ device: "cpu" })];
    for (const failure of await Promise.allSettled(failures)) {
      expect(failure).toMatchObject({
        reason: {
          code: "ENVIRONMENT_MISSING_ENGINE",
          hint: expect.stringContaining(hint.replace("python3", anyPython ?? "")),
        },
      });
    }
  });

  it("tells packages that do not fit together from a missing one", async () => {
    await expect(kept(startFake({ load: "misfit" })).load({ device: "cpu" })).rejects.toMatchObject({
      code: "MODEL_FAILED",
      message: expect.stringMatching(/cannot import name 'no_such_name'[^]*Traceback/),
      hint: expect.stringContaining("do not fit together"),
    });
  });

  it("gives up on a child without a sign of life", async () => {
    const silent = kept(startFake({ find: "hang" }, { timeout: 0.5 }));
    await expect(silent.hello()).rejects.toThrow("python:fake: Python's start gave no sign of life for 0.5 s");
  });

  it("ends when it is closed: idle, in the middle of a batch, and against its will", async () => {
    for (const behaviour of [undefined, "hang", "stop"]) {
      const { child, lines } = await load({}, { graceMs: 300 });
      const { pid } = await child.hello();
      const batch = behaviour ? child.encode({ do: behaviour }, nothing).catch((error: unknown) => error) : undefined;
      if (behaviour === "stop") await vi.waitUntil(() => lines.includes("standing still"), { timeout: 10_000 });
      await child.close();
      expect(isAlive(pid as number), behaviour).toBe(false);
      if (batch) expect(await batch).toMatchObject({ code: "ABORTED" });
    }
  });

  it.skipIf(process.platform === "win32").each(["close", "crash"])("takes what it started along: %s", async (how) => {
    const { child, lines } = await load();
    const batch = child.encode({ do: how === "crash" ? "start-kill" : "start" }, nothing);
    await (how === "crash" ? expect(batch).rejects.toThrow(/SIGKILL/) : batch);
    await vi.waitUntil(() => lines.some((line) => line.startsWith("started ")), { timeout: 10_000 });
    const pid = Number(lines.find((line) => line.startsWith("started "))?.slice(8));
    await child.close();
    await ended(pid);
  });

  it.each([undefined, "hang"])("does not outlive a killed parent (batch: %s)", async (behaviour) => {
    const script = `
      import { startPythonChild } from ${JSON.stringify(new URL("../src/child/python-child.ts", import.meta.url).href)};
      const args = ["-u", ${JSON.stringify(fakeScript)}, "{}"];
      const child = startPythonChild({ model: "m", command: ${JSON.stringify(anyPython)}, args, timeout: 60 });
      const { pid } = await child.hello();
      await child.load({ device: "cpu" });
      if (${behaviour !== undefined}) child.encode({ do: "hang" }, new Uint8Array());
      setTimeout(() => console.log(pid), 300);
      setInterval(() => {}, 1000);
    `;
    const root = fileURLToPath(new URL("../../../", import.meta.url));
    const args = ["--conditions=@mieb/source", "--input-type=module", "--no-warnings", "--eval", script];
    const parent = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
    const [printed] = (await once(parent.stdout, "data")) as [Buffer];
    const pid = Number(printed.toString());
    expect(isAlive(pid)).toBe(true);
    parent.kill("SIGKILL");
    await ended(pid);
  });

  it("does not keep our process alive while it owes no answer", async () => {
    const script = `
      import { startPythonChild } from ${JSON.stringify(new URL("../src/child/python-child.ts", import.meta.url).href)};
      const args = ["-u", ${JSON.stringify(fakeScript)}, "{}"];
      const child = startPythonChild({ model: "m", command: ${JSON.stringify(anyPython)}, args, timeout: 60 });
      console.log((await child.hello()).pid);
    `;
    const args = ["--conditions=@mieb/source", "--input-type=module", "--no-warnings", "--eval", script];
    const root = fileURLToPath(new URL("../../../", import.meta.url));
    const parent = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
    const [[printed], [code]] = (await Promise.all([once(parent.stdout, "data"), once(parent, "exit")])) as [
      [Buffer],
      [number],
    ];
    expect(code).toBe(0);
    await ended(Number(printed.toString()));
  });
});

it("says that the interpreter does not start", async () => {
  const missing = startFake({}, { command: "/no/such/python" });
  await expect(missing.hello()).rejects.toMatchObject({
    code: "ENVIRONMENT_MISSING_ENGINE",
    message: expect.stringContaining("/no/such/python does not start"),
  });
  await missing.close();
});
