import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { inTurn, type Timing } from "./in-turn.ts";

const run = promisify(execFile);
const cli = fileURLToPath(new URL("../packages/mieb/dist/bin.js", import.meta.url));

/** The built CLI as a process, beside a Node that does nothing. */
export async function coldStartSuite(): Promise<Readonly<Record<string, readonly Timing[]>>> {
  const node = async (...args: string[]) => run(process.execPath, args, { env: { ...process.env, NODE_OPTIONS: "" } });
  return {
    "start of a process": await inTurn({
      "node -e 0": async () => node("-e", "0"),
      "mieb --version": async () => node(cli, "--version"),
      "mieb available-tasks": async () => node(cli, "available-tasks"),
      "mieb available-tasks --json": async () => node(cli, "available-tasks", "--json"),
    }),
  };
}
