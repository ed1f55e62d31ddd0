import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { sharedFolder, sharedFolderMissing, startLoopbackHub, type LoopbackHub } from "@mieb/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const shared = sharedFolder();
const cli = fileURLToPath(new URL("../dist/bin.js", import.meta.url));
const tasks = ["CIFAR10", "CIFAR10ZeroShot", "Flickr30kT2IRetrieval", "Flickr30kI2TRetrieval"];

describe.skipIf(!shared)(`golden parity${shared ? "" : ` (skipped: ${sharedFolderMissing})`}`, () => {
  const golden = join(shared ?? "", "golden");
  let hub: LoopbackHub;
  let folder: string;
  beforeAll(async () => {
    hub = await startLoopbackHub({ root: join(golden, "hub") });
    folder = await mkdtemp(join(tmpdir(), "mieb-golden-"));
  });
  afterAll(async () => {
    await hub?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const evaluate = async (output: string) =>
    run(
      process.execPath,
      [
        cli,
        "run",
        "-m",
        "mieb-fixtures/tiny-clip",
        ...tasks.flatMap((task) => ["-t", task]),
        "--output-folder",
        output,
        "--json",
      ],
      {
        env: {
          ...process.env,
          HF_ENDPOINT: hub.endpoint,
          HF_HOME: join(folder, "huggingface"),
          MIEB_CACHE: join(folder, "cache"),
          NODE_OPTIONS: "",
        },
      },
    );
  const compare = async (output: string): Promise<string> => {
    const expected = join(golden, "results", "mieb-fixtures__tiny-clip");
    const { stdout } = await run(process.execPath, [
      join(golden, "compare.mjs"),
      expected,
      output,
      "--only",
      tasks.join(","),
    ]);
    return stdout;
  };

  it("a cold run through the hub, ONNX and the CLI scores what the reference scored", async () => {
    await evaluate(join(folder, "cold"));
    expect(await compare(join(folder, "cold"))).toContain("4 of 4 tasks agree");
  });

  it("a second run asks the hub for the model's newest commit alone, encodes nothing and scores the same", async () => {
    const before = hub.requests.length;
    const { stdout } = await evaluate(join(folder, "warm"));
    expect(await compare(join(folder, "warm"))).toContain("4 of 4 tasks agree");
    expect(JSON.parse(stdout)).toMatchObject({ summary: { done: 4, encoded: 0 } });
    expect(hub.requests.slice(before).map(({ path }) => path)).toEqual([expect.stringContaining("/revision/main")]);
  });
});
