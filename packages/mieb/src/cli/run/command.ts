import { Option, type Command } from "@commander-js/extra-typings";
import type { Quantization } from "@mieb/runner";
import { addFilterOptions } from "../filter-options.ts";
import { parseCount, parseSize, parseVerbosity } from "../parse-values.ts";
import type { Finish } from "../program.ts";
import { modelOptions, one } from "./model-options.ts";
import { addReferenceFlags } from "./reference-flags.ts";

const after = `
Flags that take names take several and may be repeated. Every flag with one value can be set by a variable, such as
MIEB_BATCH_SIZE for --batch-size, or in mieb.config.ts; the flag wins over the variable, the variable over the file.
-b and -t add up: a run has the tasks of the benchmarks and the tasks named, each once. -l and --eval-splits then choose
among what they have. Without a model and tasks, the demo runs: a small model of our own on small tasks, offline.

  mieb run -m openai/clip-vit-base-patch32 -t CIFAR10ZeroShot Flickr30kT2IRetrieval
  mieb run -m ./my-model -b "MIEB(lite)" --dtype q8 --dry-run`;

// A list of its own: that of the runner would load the runner for every command.
const quantizations = [
  "int8",
  "uint8",
  "int4",
  "uint4",
  "binary",
  "ubinary",
] as const satisfies readonly Quantization[];

/** `mieb run`, with the flags of `mteb run` and ours. */
export function addRunCommand(program: Command, finish: Finish): void {
  const run = program.command("run").description("evaluate models on tasks");
  run.helpOption("-h, --help", "show this help");
  run
    .optionsGroup("What to run:")
    .option("-m, --model <references...>", "known name, hub repository, ./folder or scheme:…");
  const chosen = addFilterOptions(run)
    .option(
      "-b, --benchmarks <names...>",
      "also the tasks of these benchmarks, as far as installed; ends with their means",
    )
    .option("--eval-splits <splits...>", "these splits only")
    .addOption(modelOptions.revision())
    .addOption(modelOptions.family())
    .option("--dry-run", "say what would be evaluated, and stop")
    .optionsGroup("Results:")
    .addOption(one("--output-folder <folder>", "folder of result files").default("results"))
    .addOption(overwriteStrategy())
    .addOption(
      one(
        "--prediction-folder <folder>",
        "write <Task>_predictions.json there, in a sub-folder for each further model",
      ),
    )
    .addOption(
      one("--on-error <what>", "after a failed task")
        .choices(["continue", "fail"] as const)
        .default("continue" as const),
    )
    .option("--json", "print the results as JSON")
    .optionsGroup("Machine:")
    .addOption(one("--batch-size <inputs>", "inputs per call of the model").argParser(parseCount))
    .addOption(modelOptions.dtype())
    .addOption(modelOptions.dimensions())
    .addOption(one("--quantize <type>", "quantise embeddings before they are scored").choices(quantizations))
    .addOption(modelOptions.device())
    .addOption(modelOptions.threads())
    .addOption(one("--max-memory <size>", "memory to stay below, such as 4GB").argParser(parseSize))
    .addOption(new Option("--cache-folder <folder>", "folder of the embedding store").env("MIEB_CACHE"))
    .optionsGroup("Messages:")
    .addOption(modelOptions.progress())
    .addOption(
      one("-v, --verbosity [level]", "0 errors, 1 warnings, 2 progress (default), 3 also plugins, phases, downloads")
        .argParser(parseVerbosity)
        .preset("3")
        .default(2),
    );
  addReferenceFlags(chosen)
    .addHelpText("after", after)
    .action(async (_flags, command) => {
      const { runCommand } = await import("./run-command.ts");
      finish(await runCommand(command));
    });
}

function overwriteStrategy() {
  return one("--overwrite-strategy <strategy>", "what to do with results that are there")
    .choices(["only-missing", "always", "never", "only-cache"] as const)
    .default("only-missing" as const);
}
