import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mieb } from "./cli-process.ts";

const recorder = new URL("fixtures/record-modules.mjs", import.meta.url).href;
/** Costly or native: none of these may load before something is evaluated. */
const heavy = /onnxruntime|\.node(?:$|\?)|sharp|hyparquet|@huggingface|apache-arrow|cli-table3|log-update|pretty-bytes/;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mieb-modules-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Modules that a command loads, after a check that the recorder worked. */
async function modulesOf(...args: string[]): Promise<readonly string[]> {
  const file = join(folder, "modules");
  const { code } = await mieb(args, { node: ["--import", recorder], env: { RECORD_MODULES: file } });
  expect(code).toBe(0);
  const modules = (await readFile(file, "utf8")).split("\n");
  expect(modules.some((module) => /\/main-[^/]+\.js$/.test(module))).toBe(true);
  return modules;
}

describe("what listing commands load", () => {
  it.each([["available-tasks"], ["available-models"], ["available-benchmarks"], ["describe", "FixtureGood"]])(
    "%s loads no engine, addon or data reader",
    async (...command) => {
      const modules = await modulesOf(...command);
      expect(modules.some((module) => module.includes("fixtures/pack/pack.js"))).toBe(true);
      expect(modules.filter((module) => heavy.test(module))).toEqual([]);
    },
  );

  it("only what speaks of models loads the catalogue of models", async () => {
    const loads = async (...command: string[]): Promise<boolean> =>
      (await modulesOf(...command)).some((module) => module.includes("/catalogue/"));
    expect([await loads("available-tasks"), await loads("--version")]).toEqual([false, false]);
    expect(await loads("available-models")).toBe(true);
  });

  it("the pattern would catch them: doctor loads both", async () => {
    const modules = (await modulesOf("doctor")).join("\n");
    expect(modules).toMatch(/onnxruntime.*\.node/);
  });
});
