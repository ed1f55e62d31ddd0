import { Option, type Command, type OptionValues } from "@commander-js/extra-typings";
import { warn } from "../terminal.ts";

/** Flags that `mteb run` has and that are old names, or mean nothing here; taken so that its command lines work. */
export interface ReferenceFlags {
  readonly overwrite?: true | undefined;
  readonly savePredictions?: true | undefined;
  readonly numProc?: string | undefined;
  readonly co2Tracker?: boolean | undefined;
}

export function addReferenceFlags<Args extends unknown[], Opts extends OptionValues, Globals extends OptionValues>(
  command: Command<Args, Opts, Globals>,
): Command<Args, Opts & ReferenceFlags, Globals> {
  command.addOption(new Option("--overwrite").hideHelp());
  command.addOption(new Option("--save-predictions").hideHelp());
  command.addOption(new Option("--num-proc <count>").hideHelp());
  command.addOption(new Option("--co2-tracker").hideHelp());
  command.addOption(new Option("--no-co2-tracker").hideHelp().default(undefined));
  return command as unknown as Command<Args, Opts & ReferenceFlags, Globals>;
}

/** Says which of the given flags change nothing. */
export function warnOfIgnored({ numProc, co2Tracker }: ReferenceFlags): void {
  if (numProc !== undefined)
    warn("--num-proc changes nothing: data is read in one process, beside inference (see --threads).");
  if (co2Tracker) warn("--co2-tracker changes nothing: emissions are not measured.");
}
