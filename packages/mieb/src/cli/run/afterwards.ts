import prettyBytes from "pretty-bytes";
import type { AnyTask } from "@mieb/core";
import { modelFolder } from "@mieb/results";
import { knownModelNames } from "@mieb/runner/discovery";
import type { Installed } from "../../installed.ts";
import { printError } from "../print-error.ts";
import { programName } from "../program-name.ts";
import { secondsText } from "../progress/outcome-line.ts";
import { countText } from "../progress/plain-progress.ts";
import { paint, say } from "../terminal.ts";
import type { ModelReport } from "./model-report.ts";
import type { RunFlags } from "./run-flags.ts";

/** Small and well known: the model to suggest first. */
const firstModel = "openai/clip-vit-base-patch32";

/** Small downloads, one of each common kind: the tasks to suggest first. */
const firstTasks: readonly string[] = ["CIFAR10ZeroShot", "Flickr30kT2IRetrieval"];

/** What to know after a run, on stderr: skipped and failed tasks with reasons, where results lie, what to try next. */
export function sayAfterwards(
  report: ModelReport,
  { flags, here }: { readonly flags: RunFlags; readonly here: Installed },
): void {
  const { skipped, failures, summary, stopped } = report.report;
  for (const { task, reason } of skipped) say(`${paint("yellow", "skipped", process.stderr)} ${task}: ${reason}`);
  for (const { task, error } of failures.filter(({ error }) => error.code !== "ABORTED")) {
    say(
      `${paint("red", "failed", process.stderr)}  ${task}: ${error.message}${error.hint ? `\n        ${error.hint}` : ""}`,
    );
    if (flags.verbosity >= 3) say(paint("dim", error.stack ?? "", process.stderr));
  }
  if (stopped && stopped.code !== "ABORTED" && !failures.some(({ error }) => error === stopped))
    printError(stopped, flags.verbosity);
  const inputs = `${countText(summary.encoded, "input")} encoded, ${summary.cached} taken from the embedding store`;
  say(dim(`${inputs}, ${secondsText(summary.seconds)}, at most ${prettyBytes(summary.peakMemory)} of memory`));
  if (report.report.results.length > 0) say(`Results: ${modelFolder(flags.outputFolder, report.model)}`);
  if (stopped?.code === "ABORTED") say("Stopped. Finished work is kept; the same command goes on from there.");
  else if (failures.length > 0) say("Finished work is kept; the same command runs what is missing.");
  else if (report.report.results.length > 0) say(`Next:    ${nextCommand(report, here)}`);
}

/** After the demo a first real evaluation, else the tasks that have a score with another known model. */
function nextCommand({ reference, report }: ModelReport, { registry }: Installed): string {
  const isDemo = (owner: string | undefined): boolean => owner === "@mieb/demo";
  const isOther = (model: string): boolean => model !== reference && !isDemo(registry.modelLocations.ownerOf(model));
  const others = knownModelNames(registry).filter(isOther);
  const other = others.find((model) => model === firstModel) ?? others.at(0) ?? "owner/model";
  const real = registry.tasks.entries.map(taskName).filter((name) => !isDemo(registry.tasks.ownerOf(name)));
  const first = [real.filter((name) => firstTasks.includes(name)), real.slice(0, 1)].find(({ length }) => length > 0);
  const ranDemo = isDemo(registry.modelLocations.ownerOf(reference));
  const names = (ranDemo ? first : undefined) ?? report.results.map(({ task_name }) => task_name);
  return `${programName()} run -m ${other} -t ${names.slice(0, 4).join(" ")}`;
}

function taskName({ metadata }: AnyTask): string {
  return metadata.name;
}

function dim(text: string): string {
  return paint("dim", text, process.stderr);
}
