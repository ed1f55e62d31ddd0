import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Root of the checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const binaries = join(root, "node_modules", ".bin");
const windows = process.platform === "win32";

/** Path of a tool that the workspace installs. */
export const binary = (name) => join(binaries, windows ? `${name}.cmd` : name);

/** The pinned Node 24 where it is published, else the running one. */
export function nodePath() {
  const pinned = join(binaries, windows ? "node.exe" : "node");
  return existsSync(pinned) ? pinned : process.execPath;
}

/** Environment in which `node` is the workspace's and nx stays on this machine. */
export function workspaceEnvironment() {
  return {
    ...process.env,
    PATH: `${binaries}${delimiter}${process.env.PATH}`,
    NX_DAEMON: "false",
    NX_NO_CLOUD: "true",
    NX_TUI: "false",
  };
}

/** Runs a command with this process's terminal; resolves to its exit status. Ctrl-C reaches the child itself. */
export function run(command, args, options = {}) {
  const ignore = () => {};
  process.on("SIGINT", ignore);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: "inherit",
      env: workspaceEnvironment(),
      shell: windows,
      ...options,
    });
    child.on("error", reject);
    child.on("exit", (status, signal) => {
      process.off("SIGINT", ignore);
      resolve(signal ? 130 : (status ?? 1));
    });
  });
}

/** Runs a command and gives its status and its output (stdout and stderr together). */
export function capture(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: workspaceEnvironment(), shell: windows, ...options });
    let output = "";
    const collect = (data) => {
      output += data;
      options.onOutput?.(data);
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", (error) => resolve({ status: 127, output: String(error) }));
    child.on("exit", (status) => resolve({ status: status ?? 1, output }));
  });
}

/** Runs a script on the workspace's Node, from the directory the user called npm in. */
export function runNode(args) {
  return run(nodePath(), args, { shell: false });
}
