import { defaultCacheFolder } from "@mieb/runner";
import { installed, type Installed } from "../../installed.ts";
import { printJson } from "../listing/print-listing.ts";
import { withConfig, type GivenFlags } from "../run/run-flags.ts";
import { paint, print } from "../terminal.ts";
import { checkConfig, checkPlugins } from "./check-plugins.ts";
import { checkEngine, checkKernels, checkNode } from "./check-engine.ts";
import { checkFolders } from "./check-folders.ts";
import { checkHub } from "./check-hub.ts";
import type { ModelFlags } from "./try-reference.ts";

/** One finding. `fail` means that runs will not work or mean nothing, `warn` that something is slower, missing or doubtful. */
export interface Check {
  readonly name: string;
  readonly status: "ok" | "warn" | "fail";
  readonly detail: string;
  /** Kind of inputs that it is about, where it is about one. */
  readonly modality?: string;
  /** What to do about it. */
  readonly hint?: string;
  /** Commands that do it, for a shell, in this order. */
  readonly commands?: readonly string[];
  /** Exit code of a failure; default 5. */
  readonly exitCode?: number;
}

export interface DoctorFlags extends ModelFlags {
  readonly cacheFolder?: string | undefined;
  readonly json?: true | undefined;
}

/**
 * Looks at everything a run needs, or at all that one model needs. Exit code 5 when something would keep runs from
 * working, 2 when the model would.
 */
export async function doctor(model: string | undefined, command: GivenFlags): Promise<number> {
  const here = installed();
  const flags = withConfig(command, here) as DoctorFlags;
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

async function modelChecks(model: string, here: Installed, flags: DoctorFlags): Promise<readonly Check[]> {
  const { tryReference } = await import("./try-reference.ts");
  const checks = await tryReference(model, here, flags);
  const isOnnx = checks.some(({ name }) => name === "file");
  return [...checks, ...(isOnnx ? [checkEngine(), await checkKernels()] : [])];
}

const signs = { ok: ["green", "✔"], warn: ["yellow", "!"], fail: ["red", "✘"] } as const;

function printCheck({ name, status, detail, modality, hint, commands = [] }: Check): void {
  const [colour, sign] = signs[status];
  const about = modality === undefined ? "" : `${modality}: `;
  print(`${paint(colour, sign)} ${name.padEnd(16)} ${about}${detail.replaceAll("\n", `\n  ${" ".repeat(17)}`)}`);
  if (hint) print(`  ${" ".repeat(16)} ${paint("dim", hint)}`);
  for (const command of commands) print(`  ${" ".repeat(16)}   ${command}`);
}
