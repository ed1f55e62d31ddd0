import { execFile, spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

const bin = fileURLToPath(new URL("../dist/bin.js", import.meta.url));

/** The folder of a whole plugin without dependencies. */
export const packFolder: string = fileURLToPath(new URL("fixtures/pack", import.meta.url));

export interface CliOptions {
  /** Where the user stands; default the fixture pack. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Flags of Node itself. */
  readonly node?: readonly string[];
}

export interface CliOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line in a process of its own. */
export function mieb(
  args: readonly string[],
  { cwd = packFolder, env = {}, node = [] }: CliOptions = {},
): Promise<CliOutcome> {
  return new Promise((resolve) => {
    const options = { cwd, env: cleanEnvironment(env), maxBuffer: 2 ** 26 };
    execFile(process.execPath, [...node, bin, ...args], options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

/** Starts the command line and leaves it running. */
export function startMieb(args: readonly string[], { cwd = packFolder }: Pick<CliOptions, "cwd"> = {}): ChildProcess {
  return spawn(process.execPath, [bin, ...args], { cwd, env: cleanEnvironment({}) });
}

/** Without what npm, vitest and the user's shell may have set. */
function cleanEnvironment(extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|INIT_CWD|NODE_OPTIONS|MIEB_|HF_|FORCE_COLOR|NO_COLOR)/.test(name),
  );
  return { ...Object.fromEntries(kept), HF_HUB_OFFLINE: "1", ...extra };
}
