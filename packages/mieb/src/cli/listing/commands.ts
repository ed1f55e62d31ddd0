import type { Command } from "@commander-js/extra-typings";
import { addFilterOptions } from "../filter-options.ts";
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
    .description("list models known by name and the model families that take others")
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
    .description("tell all about tasks: data, languages, licence, how they are scored, known defects, citation")
    .argument("<tasks...>", "names of tasks, as available-tasks lists them")
    .option("--json", "as JSON")
    .action(async (tasks, flags) => {
      const { describe } = await import("./describe.ts");
      finish(describe(tasks, flags));
    });
}
