import { Command, type Option } from "@commander-js/extra-typings";
import { addExportInputsCommand } from "./export-inputs/command.ts";
import { addAvailableCommands } from "./listing/commands.ts";
import { addMaintenanceCommands } from "./maintenance/commands.ts";
import { addRunCommand } from "./run/command.ts";
import { version } from "../version.ts";

/** Told by a command's action when it is through. */
export type Finish = (exitCode: number) => void;

/** The command line: what there is, not what it does; actions are imported when they are called. */
export function createProgram(finish: Finish): Command {
  const program = new Command("mieb")
    .description("MIEB, the Massive Image Embedding Benchmark: how good is an image or image-text embedding model?")
    .version(version, "-V, --version", "show the version")
    .helpCommand(false)
    .helpOption("-h, --help", "show this help")
    .showHelpAfterError("Run with --help for what there is.")
    .exitOverride()
    .configureHelp({ optionDescription });
  addRunCommand(program, finish);
  addAvailableCommands(program, finish);
  addExportInputsCommand(program, finish);
  addMaintenanceCommands(program, finish);
  return program;
}

/** Choices and default only: the help's last lines say how every flag's variable is named. */
function optionDescription({ description, argChoices, defaultValue }: Option): string {
  const notes = [argChoices?.join(", "), typeof defaultValue === "string" ? `default ${defaultValue}` : undefined];
  const said = notes.filter((note) => note !== undefined).join("; ");
  return said === "" ? description : `${description} (${said})`;
}
