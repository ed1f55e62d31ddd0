// Bundles one package or plugin: `node tools/nx/bundle-package.mjs packages/core`. See docs/adr/0006-bundled-packages.md.
//
// What package.json exports and runs, and every `*-worker.ts`, becomes one file in dist/; code they share or import on
// demand becomes chunks beside them. Dependencies stay imports. `tsc -b` writes the types, and no JavaScript.
import { globSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { rolldown } from "rolldown";

const [folder] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

/** Built file, below dist and without its extension → source file. */
function entries() {
  const files = [
    ...Object.values(manifest.exports ?? {}).map((entry) => entry.default),
    ...Object.values(manifest.bin ?? {}),
  ];
  const names = files.map((file) => file.replace(/^\.\/dist\/|\.js$/g, ""));
  const workers = globSync("src/**/*-worker.ts", { cwd: folder }).map((file) => [
    basename(file, ".ts"),
    join(folder, file),
  ]);
  return Object.fromEntries([...names.map((name) => [name, join(folder, "src", `${name}.ts`)]), ...workers]);
}

/** core carries zod, whose hundred modules take a third of the CLI's start; the others take it from there. */
const oneZod = {
  name: "one-zod",
  resolveId: (specifier) => (specifier === "zod" ? { id: "@mieb/core", external: true } : undefined),
};

const isCore = manifest.name === "@mieb/core";
const bundle = await rolldown({
  cwd: process.cwd(),
  input: entries(),
  platform: "node",
  external: (specifier) => /^[^./]/.test(specifier) && specifier !== "zod",
  plugins: isCore ? [] : [oneZod],
});
for (const stale of globSync("dist/**/*.{js,js.map}", { cwd: folder })) rmSync(join(folder, stale), { force: true });
// Chunks lie beside the entries, so that a path relative to a module in src/ is right in dist/ too.
await bundle.write({
  dir: join(folder, "dist"),
  format: "esm",
  sourcemap: true,
  entryFileNames: "[name].js",
  chunkFileNames: "[name]-[hash].js",
});
