import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Plugin } from "@mieb/core";
import { buildRegistry } from "./build-registry.ts";
import { discoverPlugins } from "./discover-plugins.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "mieb-discovery-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function write(file: string, content: string | object): string {
  const path = join(home, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

/** A package below node_modules that declares a plugin; `source` is its entry module. */
function installPlugin(name: string, source: string, manifest: object = {}): void {
  const base = { name, type: "module", exports: "./index.js", mieb: { plugin: "." } };
  write(`node_modules/${name}/package.json`, { ...base, ...manifest });
  write(`node_modules/${name}/index.js`, source);
}

const benchmarkPlugin = (name: string, benchmark: string): string =>
  `export default { name: "${name}", contractVersion: 1, benchmarks: [{ name: "${benchmark}", description: "d", tasks: ["t"] }] };`;

describe("discoverPlugins", () => {
  it("finds the plugins of every kind of dependency, and nothing else, from a folder below", () => {
    write("package.json", {
      dependencies: { b: "1", plain: "1" },
      optionalDependencies: { a: "1", absent: "1" },
      devDependencies: { c: "1" },
    });
    for (const name of ["a", "b", "c", "unlisted"]) installPlugin(name, benchmarkPlugin(name, name));
    write("node_modules/plain/package.json", { name: "plain" });
    mkdirSync(join(home, "deep/er"), { recursive: true });
    const { plugins, faults } = discoverPlugins({ directory: join(home, "deep/er") });
    expect({ names: plugins.map(({ name }) => name), faults }).toEqual({ names: ["a", "b", "c"], faults: [] });
  });

  it("finds the package the user stands in, when that is a plugin", () => {
    write("package.json", {
      name: "mine",
      type: "module",
      exports: { "./pack": "./pack.js" },
      mieb: { plugin: "./pack" },
    });
    write("pack.js", benchmarkPlugin("mine", "x"));
    expect(discoverPlugins({ directory: home }).plugins.map(({ name }) => name)).toEqual(["mine"]);
  });

  it("counts a plugin once that package.json, the config file and a bundle name", () => {
    write("package.json", { type: "module", dependencies: { a: "1" } });
    installPlugin("a", benchmarkPlugin("a", "x"));
    write("mieb.config.js", `import a from "a"; export default { plugins: ["a", a, "./node_modules/a/index.js"] };`);
    const { plugins } = discoverPlugins({ directory: home, bundledWith: home });
    expect(plugins.map(({ name }) => name)).toEqual(["a"]);
  });

  it("reports a broken plugin once, however often it is named", () => {
    write("package.json", { type: "module", dependencies: { broken: "1" } });
    installPlugin("broken", "export default { name: 'broken' };");
    write("mieb.config.js", `export default { plugins: ["broken"] };`);
    expect(discoverPlugins({ directory: home, bundledWith: home }).faults).toHaveLength(1);
  });

  it("puts built-in plugins first", () => {
    write("package.json", { dependencies: { a: "1" } });
    installPlugin("a", benchmarkPlugin("a", "x"));
    const builtIn: Plugin = { name: "z", contractVersion: 1 };
    expect(discoverPlugins({ directory: home, builtIn: [builtIn] }).plugins.map(({ name }) => name)).toEqual([
      "z",
      "a",
    ]);
  });

  it.each([
    ["throws", "throw new Error('boom');", {}, "PLUGIN_INVALID", /broken.*index\.js.*boom/s],
    ["has no default export", "export const x = 1;", {}, "PLUGIN_INVALID", /broken.*default export/s],
    ["awaits at top level", "await 0; export default {};", {}, "PLUGIN_INVALID", /broken/],
    [
      "is for another contract",
      'export default { name: "broken", contractVersion: 99 };',
      {},
      "PLUGIN_CONTRACT_VERSION",
      /99/,
    ],
    [
      "has a wrong field",
      'export default { name: "broken", contractVersion: 1, tasks: [{}] };',
      {},
      "PLUGIN_INVALID",
      /tasks\[0\]\.metadata/,
    ],
    ["declares no subpath", "", { mieb: {} }, "PLUGIN_INVALID", /package\.json.*mieb\.plugin/s],
    [
      "declares a subpath it does not export",
      "",
      { mieb: { plugin: "./no" } },
      "PLUGIN_INVALID",
      /mieb\.plugin: "\.\/no"/,
    ],
    ["is not built", "", { exports: "./dist/index.js" }, "PLUGIN_NOT_FOUND", /dist/],
  ])("names a plugin that %s, and keeps the others", (_, source, manifest, code, message) => {
    write("package.json", { dependencies: { broken: "1", good: "1" } });
    installPlugin("broken", source, manifest);
    installPlugin("good", benchmarkPlugin("good", "x"));
    const { plugins, faults } = discoverPlugins({ directory: home });
    expect(plugins.map(({ name }) => name)).toEqual(["good"]);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({
      plugin: "broken",
      error: { code, plugin: "broken", message: expect.stringMatching(message) },
    });
  });

  it("reads plugins and run defaults from mieb.config.ts", () => {
    write("package.json", { type: "module" });
    write("pack.ts", `const name: string = "pack"; export default { name, contractVersion: 1 };`);
    const beside = write("beside.js", benchmarkPlugin("beside", "x"));
    write(
      "mieb.config.ts",
      `export default { plugins: ["./pack.ts", "absent", ${JSON.stringify(beside)}], run: { batchSize: 8 } };`,
    );
    const { plugins, faults, config } = discoverPlugins({ directory: home });
    expect(plugins.map(({ name }) => name)).toEqual(["pack", "beside"]);
    expect(faults).toMatchObject([{ plugin: "absent", error: { code: "PLUGIN_NOT_FOUND" } }]);
    expect(config.run).toEqual({ batchSize: 8 });
  });

  it("refuses a config file with a wrong field, naming file and field", () => {
    write("package.json", {});
    write("mieb.config.mjs", `export default { run: { batchSize: "many", tsaks: [] } };`);
    const failure = expect.objectContaining({
      code: "CONFIG_INVALID",
      message: expect.stringMatching(/mieb\.config\.mjs.*run\.batchSize.*tsaks/s),
    });
    expect(() => discoverPlugins({ directory: home })).toThrow(failure);
  });
});

describe("buildRegistry", () => {
  it("leaves out the second owner of a name and says whose it is", () => {
    write("package.json", { dependencies: { a: "1", b: "1" } });
    for (const name of ["a", "b"]) installPlugin(name, benchmarkPlugin(name, "same"));
    const { registry, faults } = buildRegistry(discoverPlugins({ directory: home }));
    expect(registry.benchmarks.ownerOf("same")).toBe("a");
    expect(faults).toMatchObject([
      { plugin: "b", file: join(home, "node_modules/b/index.js"), error: { code: "REGISTRY_DUPLICATE_NAME" } },
    ]);
    expect(faults[0]!.taken).toEqual([{ kind: "benchmark", name: "same", owner: "a" }]);
  });

  it("leaves out the second copy of a plugin, and keeps the first", () => {
    write("package.json", { type: "module", dependencies: { a: "1" } });
    installPlugin("a", benchmarkPlugin("a", "same"));
    const copy = write("copy.js", benchmarkPlugin("a", "same"));
    write("mieb.config.js", `export default { plugins: ["./copy.js"] };`);
    const { registry, faults } = buildRegistry(discoverPlugins({ directory: home }));
    expect([registry.plugins.length, faults.map(({ file }) => file)]).toEqual([1, [copy]]);
  });
});
