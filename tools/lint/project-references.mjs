// Keeps each tsconfig.json's `references` and the root tsconfig.json equal to the workspace dependencies. `--check` only reports.
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const check = process.argv.includes("--check");
const folders = globSync("{packages,plugins}/*/package.json")
  .map(dirname)
  .filter((folder) => existsSync(join(folder, "tsconfig.json")))
  .toSorted();
const manifest = (folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
const folderOf = new Map(folders.map((folder) => [manifest(folder).name, folder]));

function referencesOf(folder) {
  const { dependencies = {}, peerDependencies = {} } = manifest(folder);
  const ours = Object.keys({ ...dependencies, ...peerDependencies }).filter((name) => folderOf.has(name));
  return ours.toSorted().map((name) => ({ path: relative(folder, folderOf.get(name)).replaceAll("\\", "/") }));
}

let stale = 0;
function update(file, text) {
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  stale++;
  if (check) console.error(`${file}: references are stale; run \`node tools/lint/project-references.mjs\`.`);
  else writeFileSync(file, text);
}

for (const folder of folders) {
  const file = join(folder, "tsconfig.json");
  const config = JSON.parse(readFileSync(file, "utf8"));
  update(file, `${JSON.stringify({ ...config, references: referencesOf(folder) }, null, 2)}\n`);
}
update("tsconfig.json", `${JSON.stringify({ files: [], references: folders.map((path) => ({ path })) }, null, 2)}\n`);
if (check && stale > 0) process.exit(1);
