import { Option, type Command } from "@commander-js/extra-typings";
import { addFilterOptions } from "../filter-options.ts";
import type { Finish } from "../program.ts";

const after = `
Writes inputs.parquet (key, modality, text, image: every different input once) and manifest.parquet (which task asks for
which input, with its prompt). Embed the inputs with anything, write key and vector to a file, and evaluate that file:

  mieb export-inputs -t CIFAR10 Flickr30kT2IRetrieval --output-folder inputs
  mieb run -m vectors:./my-vectors.parquet -t CIFAR10 Flickr30kT2IRetrieval`;

/** `mieb export-inputs`. */
export function addExportInputsCommand(program: Command, finish: Finish): void {
  addFilterOptions(program.command("export-inputs").description("write what a model must embed for tasks"))
    .option("-b, --benchmarks <names...>", "also the tasks of these benchmarks, as far as installed")
    .option("--eval-splits <splits...>", "these splits only")
    .requiredOption("--output-folder <folder>", "folder of inputs.parquet and manifest.parquet")
    .option(
      "-m, --model <reference>",
      "write only what this model has no vector of, such as vectors:./my-vectors.parquet",
    )
    .addOption(
      new Option("--fusion <kind>", "an image with a text as two inputs, or as one")
        .choices(["sum", "joint"] as const)
        .default("sum" as const),
    )
    .option("--json", "say as JSON what was written")
    .addHelpText("after", after)
    .action(async (flags) => {
      const { exportInputsCommand } = await import("./export-inputs-command.ts");
      finish(await exportInputsCommand(flags));
    });
}
