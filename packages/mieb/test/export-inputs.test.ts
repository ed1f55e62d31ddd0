import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { columnReader, openShard } from "@mieb/datasets";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mieb } from "./cli-process.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mieb-export-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function column(file: string, name: string): Promise<readonly unknown[]> {
  const path = join(folder, file);
  const shard = await openShard(file, path, (await stat(path)).size);
  return columnReader().read(shard, name, [...Array(shard.rowCount).keys()]);
}

const sha256 = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

describe("export-inputs", () => {
  it("writes every different input of the tasks once, under the hash of its content", async () => {
    const { code, stdout } = await mieb(["export-inputs", "-b", "demo", "--output-folder", folder, "--json"]);
    expect(code).toBe(0);
    const keys = await column("inputs.parquet", "key");
    const images = (await column("inputs.parquet", "image")) as readonly ({ bytes: Uint8Array } | null)[];
    const texts = (await column("inputs.parquet", "text")) as readonly (string | null)[];
    expect(keys).toEqual(texts.map((text, row) => sha256(text ?? images[row]?.bytes ?? "")));
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(await column("manifest.parquet", "key"))).toEqual(new Set(keys));
    const said = JSON.parse(stdout) as { inputs: number; tasks: readonly { task: string; rows: number }[] };
    expect(said.inputs).toBe(keys.length);
    expect(said.tasks).toHaveLength(8);
    const tasks = Map.groupBy(await column("manifest.parquet", "task"), (task) => task);
    expect(said.tasks.map(({ task }) => [task, tasks.get(task)?.length])).toEqual(
      said.tasks.map(({ task, rows }) => [task, rows]),
    );
  });

  it("says where each input is, as encoders are told", async () => {
    await mieb(["export-inputs", "-t", "FixtureGood", "--output-folder", folder]);
    const places = ["task", "split", "subset", "request", "table", "column", "row", "modality", "role", "instruction"];
    const cells = await Promise.all(places.map(async (name) => (await column("manifest.parquet", name))[3]));
    expect(cells).toEqual(["FixtureGood", "test", "default", "texts", "labels", "texts", 3, "text", null, null]);
    expect((await column("inputs.parquet", "text"))[3]).toBe("FixtureGood 3");
  });

  it("leaves no half-written file behind, and an earlier export as it was", async () => {
    await mieb(["export-inputs", "-t", "FixtureGood", "--output-folder", folder]);
    const before = await column("inputs.parquet", "key");
    const stopped = await mieb(["export-inputs", "-t", "CIFAR10ZeroShot", "--output-folder", folder], {
      cwd: join(import.meta.dirname, "../../.."),
      env: { HF_HOME: folder },
    });
    expect(stopped).toMatchObject({ code: 5, stderr: expect.stringContaining("mteb/cifar10") });
    expect((await readdir(folder)).filter((name) => /parquet/.test(name))).toEqual([
      "inputs.parquet",
      "manifest.parquet",
    ]);
    expect(await column("inputs.parquet", "key")).toEqual(before);
  });

  it("refuses to ask a model that computes its vectors what it lacks", async () => {
    const { code, stderr } = await mieb([
      "export-inputs",
      "-m",
      "fixture/text",
      "-t",
      "FixtureGood",
      "--output-folder",
      folder,
    ]);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining("computes its vectors") });
  });
});
