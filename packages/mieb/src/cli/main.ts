import { callerDirectory } from "@mieb/runner/discovery";
import { CommanderError } from "commander";
import { printError } from "./print-error.ts";
import { createProgram } from "./program.ts";
import { treatAsUsualWidth } from "./terminal.ts";

/**
 * Runs the command line and returns the exit code: 0 all well, 1 internal, 2 usage or configuration, 3 some tasks failed,
 * 4 a gate was not met, 5 environment, 130 stopped by the user.
 */
export async function main(args: readonly string[]): Promise<number> {
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  // npm runs scripts in the package's folder; paths and plugins are meant from where the user stood.
  process.chdir(callerDirectory());
  for (const stream of [process.stdout, process.stderr]) treatAsUsualWidth(stream);
  let exitCode = 0;
  const program = createProgram((code) => (exitCode = code));
  try {
    await program.parseAsync(args.map(hyphenated), { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return printError(error, Number(process.env["MIEB_VERBOSITY"] ?? (args.some((arg) => arg === "-v") ? 3 : 2)));
  }
}

/** The reference takes `--output_folder` for `--output-folder`. */
function hyphenated(arg: string): string {
  const [flag = "", ...value] = arg.split("=");
  return /^--[a-z]+(_[a-z]+)+$/.test(flag) ? [flag.replaceAll("_", "-"), ...value].join("=") : arg;
}
