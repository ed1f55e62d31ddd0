import type { PluginFault } from "@mieb/runner/discovery";
import { warn } from "../terminal.ts";

/** One warning per plugin that was left out; the command goes on. */
export function warnOfFaults(faults: readonly PluginFault[]): void {
  for (const { error } of faults) warn(`${error.message}${error.hint ? ` ${error.hint}` : ""} (plugin left out)`);
}
