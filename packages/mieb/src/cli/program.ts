import { Command } from "@commander-js/extra-typings";
import { addAvailableCommands } from "./listing/commands.ts";
import { addMaintenanceCommands } from "./maintenance/commands.ts";
import { addRunCommand } from "./run/command.ts";

/** Told by a command's action when it is through. */
export type Finish = (exitCode: number) => void;

/** The command line: what there is, not what it does; actions are imported when they are called. */
export function createProgram(finish: Finish): Command {
  const program = new Command("mieb")
    .description("MIEB, the Massive Image Embedding Benchmark: how good is an image or image-text embedding model?")
    .helpCommand(false)
    .helpOption("-h, --help", "show this help")
    .showHelpAfterError("Run with --help for what there is.")
    .exitOverride()
    .configureHelp({ showGlobalOptions: false, sortSubcommands: false });
  addRunCommand(program, finish);
  addAvailableCommands(program, finish);
  addMaintenanceCommands(program, finish);
  return program;
}
