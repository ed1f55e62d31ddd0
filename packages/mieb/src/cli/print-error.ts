import { exitCodeOf, toMiebError } from "@mieb/core";
import { paint, say } from "./terminal.ts";

/** Prints a failure on stderr, without a stack unless it is ours or asked for, and returns the exit code it stands for. */
export function printError(thrown: unknown, verbosity: number = 2): number {
  const error = toMiebError(thrown);
  say(`${paint(["bold", "red"], "error:", process.stderr)} ${error.message}`);
  if (error.hint) say(`${paint("cyan", "hint:", process.stderr)}  ${error.hint}`);
  for (const command of error.commands ?? []) say(`         ${command}`);
  if (error.code === "INTERNAL" || verbosity >= 3) printStacks(error);
  return exitCodeOf(error);
}

function printStacks(error: Error): void {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    say(paint("dim", cause.stack ?? cause.message, process.stderr));
  }
}
