import { defaultCacheFolder } from "@mieb/runner";
import { installed, type Installed } from "../../installed.ts";
import { printJson } from "../listing/print-listing.ts";
import { stopSignal } from "../run/stop-signal.ts";
import { paint, print } from "../terminal.ts";
import { checkConfig, checkPlugins } from "./check-plugins.ts";
import { checkEngine, checkKernels, checkNode } from "./check-engine.ts";
import { checkFolders } from "./check-folders.ts";
import { checkHub } from "./check-hub.ts";

/** One finding. `fail` means that runs will not work, `warn` that something is slower or missing. */
export interface Check {
  readonly name: string;
  readonly status: "ok" | "warn" | "fail";
  readonly detail: string;
  /** What to do about it. */
  readonly hint?: string;
  /** Commands that do it, for a shell, in this order. */
  readonly commands?: readonly string[];
  /** Exit code of a failure; default 5. */
  readonly exitCode?: number;
}

export interface DoctorFlags {
  readonly cacheFolder?: string | undefined;
  readonly dtype?: string | undefined;
  readonly json?: true | undefined;
}

/**
 * Looks at everything a run needs, or at all that one model needs. Exit code 5 when something would keep runs from
 * working, 2 when the model would.
 */
export async function doctor(model: string | undefined, flags: DoctorFlags): Promise<number> {
  const here = installed();
  const checks = model === undefined ? await checkMachine(here, flags) : await modelChecks(model, here, flags);
  if (flags.json) printJson(checks);
  else for (const check of checks) printCheck(check);
  const failed = checks.find(({ status }) => status === "fail");
  return failed ? (failed.exitCode ?? 5) : 0;
}

async function checkMachine(here: Installed, flags: DoctorFlags): Promise<readonly Check[]> {
  return [
    checkNode(),
    await checkKernels(),
    checkEngine(),
    await checkHub(),
    ...(await checkFolders(flags.cacheFolder ?? defaultCacheFolder())),
    checkConfig(here),
    ...checkPlugins(here),
  ];
}

async function modelChecks(model: string, here: Installed, { dtype }: DoctorFlags): Promise<readonly Check[]> {
  const { checkModel } = await import("./check-model.ts");
  using stop = stopSignal();
  const checks = await checkModel(model, { here, dtype: dtype ?? "fp32", signal: stop.signal });
  stop.signal.throwIfAborted();
  const isOnnx = checks.some(({ name }) => name === "file");
  return [...checks, ...(isOnnx ? [checkEngine(), await checkKernels()] : [])];
}

const signs = { ok: ["green", "✔"], warn: ["yellow", "!"], fail: ["red", "✘"] } as const;

function printCheck({ name, status, detail, hint, commands = [] }: Check): void {
  const [colour, sign] = signs[status];
  print(`${paint(colour, sign)} ${name.padEnd(16)} ${detail}`);
  if (hint) print(`  ${" ".repeat(16)} ${paint("dim", hint)}`);
  for (const command of commands) print(`  ${" ".repeat(16)}   ${command}`);
}
