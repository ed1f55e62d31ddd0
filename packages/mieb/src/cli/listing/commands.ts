import { Option, type Command } from "@commander-js/extra-typings";
import { wayKinds } from "../../models/ways-to-run.ts";
import { addFilterOptions } from "../filter-options.ts";
import { parseParameters } from "../parse-values.ts";
import type { Finish } from "../program.ts";

/** `available-tasks`, `available-models`, `available-benchmarks`, `describe`. */
export function addAvailableCommands(program: Command, finish: Finish): void {
  addFilterOptions(program.command("available-tasks").description("list the installed tasks"))
    .option("--json", "as JSON")
    .action(async (flags) => {
      const { availableTasks } = await import("./available-tasks.ts");
      finish(availableTasks(flags));
    });
  program
    .command("available-models")
    .description("list models known by name, and the model families that take others")
    .option("--modalities <names...>", "models of all of these, such as image text")
    .option("--families <names...>", "models of these kinds, such as clip")
    .option("--licenses <names...>", "models under one of these, such as apache-2.0 mit")
    .option("--min-parameters <count>", "no smaller ones, such as 100M", parseParameters)
    .option("--max-parameters <count>", "no larger ones, such as 1.5B", parseParameters)
    .addOption(new Option("--runs <ways...>", "models that can be run so").choices(wayKinds))
    .option("--json", "as JSON")
    .action(async (flags) => {
      const { availableModels } = await import("./available-models.ts");
      finish(availableModels(flags));
    });
  program
    .command("available-benchmarks")
    .description("list the installed benchmarks; as JSON with tasks, types and languages")
    .option("-b, --benchmarks <names...>", 'these only, such as "MIEB(lite)"')
    .option("--json", "as JSON")
    .action(async (flags) => {
      const { availableBenchmarks } = await import("./available-benchmarks.ts");
      finish(availableBenchmarks(flags));
    });
  program
    .command("describe")
    .description("tell all about tasks (data, scoring, known defects …) and models (size, licence, how to run them …)")
    .argument("<names...>", "tasks and models, as available-tasks and available-models list them")
    .option("--json", "as JSON")
    .action(async (names, flags) => {
      const { describe } = await import("./describe.ts");
      finish(describe(names, flags));
    });
}
