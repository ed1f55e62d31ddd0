import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { binary, capture, nodePath, root } from "./processes.mjs";

const pnpmVersion = "12.21.0";
const stamps = join(root, ".setup");

/** Installs and builds whatever changed since the last time; does nothing, quickly, when nothing did. */
export async function setUp() {
  await step(
    "dependencies",
    ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"],
    "Installing dependencies",
    install,
  );
  await checkNode();
  await step(
    "build",
    ["packages", "plugins", "native", "nx.json", "tsconfig.base.json", "tools/nx"],
    "Building",
    build,
  );
}

async function install() {
  const pnpm = existsSync(binary("pnpm")) ? [binary("pnpm"), []] : ["npx", ["-y", `pnpm@${pnpmVersion}`]];
  const frozen = ["install", "--frozen-lockfile"];
  return capture(pnpm[0], [...pnpm[1], ...frozen], { env: { ...process.env, CI: "true" } });
}

async function checkNode() {
  const { output } = await capture(nodePath(), ["--version"], { shell: false });
  const [major = 0, minor = 0] = output.trim().slice(1).split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 12)) return;
  console.error(
    `MIEB needs Node 22.12 or newer; this is ${output.trim()}, and no Node 24 package exists for ${process.platform} ${process.arch}.`,
  );
  console.error("Install Node 24 from https://nodejs.org and run the same command again.");
  process.exit(5);
}

async function build() {
  const result = await capture(binary("nx"), ["run-many", "-t", "build", "--output-style=static", "--parallel=2"]);
  const [notice] = /^cargo is not installed: the .*$/m.exec(result.output) ?? [];
  if (notice) console.error(notice);
  return result;
}

/** Runs `action` unless its inputs and outputs are as they were after the last success. */
async function step(name, inputs, label, action) {
  const stamp = join(stamps, name);
  const fingerprint = fingerprintOf(inputs, name === "build");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint && existsSync(binary("nx"))) return;
  const started = Date.now();
  process.stderr.write(`${label} …\n`);
  const { status, output } = await action();
  if (status !== 0) {
    console.error(output);
    console.error(`${label} failed (exit status ${status}).`);
    process.exit(status);
  }
  process.stderr.write(`${label} took ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, fingerprintOf(inputs, name === "build"));
}

/** Sources by path, size and time of change; build outputs by presence, so that a removed `dist` is built again. */
function fingerprintOf(inputs, withOutputs) {
  const tools = ["cargo", "nasm"].filter((tool) => spawnSync(tool, ["--version"]).status === 0);
  const hash = createHash("sha256").update(`${process.platform} ${process.arch} ${tools.join(" ")}\n`);
  const visit = (path) => {
    const entry = statSync(path, { throwIfNoEntry: false });
    if (!entry) return;
    if (!entry.isDirectory()) return void hash.update(`${path}:${entry.size}:${entry.mtimeMs}\n`);
    if (withOutputs) hash.update(`${path}:${existsSync(join(path, "dist"))}\n`);
    for (const child of readdirSync(path).toSorted())
      if (!ignored.has(child) && !child.endsWith(".node")) visit(join(path, child));
  };
  for (const input of inputs) visit(join(root, input));
  return hash.digest("hex");
}

const ignored = new Set(["node_modules", "dist", "target", "results", "coverage", "data", "model", "fixtures", "test"]);
