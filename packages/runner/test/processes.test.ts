import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openEmbeddingStore } from "../src/store/open-embedding-store.ts";
import { sharedHub, sharedRows, sharedTask } from "./shared-task.ts";
import { runTiny } from "./run-tiny.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const script = fileURLToPath(new URL("child-run.ts", import.meta.url));

function startChild(folder: string, results: string): ChildProcess {
  return spawn(process.execPath, ["--conditions=@mieb/source", script, folder, join(folder, results)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** Lines of a child until it ends. */
const linesOf = (child: ChildProcess): AsyncIterable<string> => createInterface({ input: child.stdout! });

const lastScores = async (child: ChildProcess): Promise<unknown> => {
  let scores: unknown;
  for await (const line of linesOf(child)) if (line.startsWith("scores ")) scores = JSON.parse(line.slice(7));
  return scores;
};

describe("several processes and one store", () => {
  it("encodes nothing again that a killed run had written, and scores the same", async () => {
    const folder = await temporaryFolder();
    const child = startChild(folder, "killed");
    let written = 0;
    for await (const line of linesOf(child)) {
      if (line.startsWith("done ")) written = Number(line.slice(5));
      if (written >= 60) child.kill("SIGKILL");
    }
    expect(child.signalCode ?? (await once(child, "exit"))[1]).toBe("SIGKILL");
    expect(written).toBeLessThan(sharedRows);

    const resumed = await runTiny({ folder, hub: sharedHub, tasks: [sharedTask] });
    const whole = await runTiny({ folder: await temporaryFolder(), hub: sharedHub, tasks: [sharedTask] });
    expect(resumed.summary.cached).toBeGreaterThanOrEqual(written);
    expect(resumed.summary.encoded + resumed.summary.cached).toBe(sharedRows);
    expect(resumed.results[0]!.scores).toEqual(whole.results[0]!.scores);
  });

  it("does not corrupt it when two run at once", async () => {
    const folder = await temporaryFolder();
    const children = [startChild(folder, "first"), startChild(folder, "second")];
    const [first, second] = await Promise.all(children.map(lastScores));
    const after = await runTiny({ folder, hub: sharedHub, tasks: [sharedTask] });
    expect(first).toEqual(second);
    expect(after.results[0]!.scores).toEqual(first);
    expect(after.summary).toMatchObject({ encoded: 0, cached: sharedRows });
    await using store = await openEmbeddingStore(join(folder, "cache"));
    expect(await store.verify()).toEqual([]);
  });
});
