import { defaultCacheFolder } from "@mieb/runner";
import { installed } from "../../installed.ts";
import { printJson } from "../listing/print-listing.ts";
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
}

/** Looks at everything a run needs; exit code 5 when something would keep runs from working. */
export async function doctor(flags: {
  readonly cacheFolder?: string | undefined;
  readonly json?: true | undefined;
}): Promise<number> {
  const here = installed();
  const checks = [
    checkNode(),
    await checkKernels(),
    checkEngine(),
    await checkHub(),
    ...(await checkFolders(flags.cacheFolder ?? defaultCacheFolder())),
    checkConfig(here),
    ...checkPlugins(here),
  ];
  if (flags.json) printJson(checks);
  else for (const check of checks) printCheck(check);
  return checks.some(({ status }) => status === "fail") ? 5 : 0;
}

const signs = { ok: ["green", "✔"], warn: ["yellow", "!"], fail: ["red", "✘"] } as const;

function printCheck({ name, status, detail, hint }: Check): void {
  const [colour, sign] = signs[status];
  print(`${paint(colour, sign)} ${name.padEnd(16)} ${detail}`);
  if (hint) print(`  ${" ".repeat(16)} ${paint("dim", hint)}`);
}
