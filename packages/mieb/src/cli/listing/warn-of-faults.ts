import type { PluginFault } from "@mieb/runner/discovery";
import { paint, say, warn } from "../terminal.ts";

/** One warning per plugin that was left out; the command goes on. */
export function warnOfFaults(faults: readonly PluginFault[]): void {
  for (const { plugin, error } of faults) {
    warn(`plugin ${plugin} left out. ${error.message}`);
    if (error.hint) say(paint("dim", `         ${error.hint}`, process.stderr));
  }
}
