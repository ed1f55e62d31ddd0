import { InvalidArgumentError, Option, type Command } from "@commander-js/extra-typings";
import type { Finish } from "../program.ts";
import { modelOptions } from "../run/model-options.ts";

/** `cache info|verify|prune` and `doctor [MODEL]`. */
export function addMaintenanceCommands(program: Command, finish: Finish): void {
  const cache = program.command("cache").description("look after the embedding store").helpCommand(false);
  const folder = (): Option<"--cache-folder <folder>"> =>
    new Option("--cache-folder <folder>", "default: mieb in the user's cache folder").env("MIEB_CACHE");
  cache
    .command("info")
    .description("what it holds")
    .addOption(folder())
    .option("--json", "as JSON")
    .action(async (flags) => finish(await (await import("./cache.ts")).cacheInfo(flags)));
  cache
    .command("verify")
    .description("compare checksums; damaged parts are set aside and encoded again when needed")
    .addOption(folder())
    .option("--json", "as JSON")
    .action(async (flags) => finish(await (await import("./cache.ts")).cacheVerify(flags)));
  cache
    .command("prune")
    .description("delete embeddings; which ones has to be said")
    .addOption(folder())
    .addOption(new Option("--all", "all of them").conflicts("olderThan"))
    .option("--older-than <days>", "only those not used for so many days", parseDays)
    .option("--dry-run", "say what would be freed, and stop")
    .action(async (flags) => finish(await (await import("./cache.ts")).cachePrune(flags)));
  program
    .command("doctor")
    .description("check this machine, the hub, the caches and the plugins; or try a model")
    .argument("[model]", "name, repository, folder or scheme:… of a model to try instead")
    .addOption(folder())
    .option("--json", "as JSON")
    .optionsGroup("With a model, as for `mieb run`:")
    .addOption(modelOptions.revision())
    .addOption(modelOptions.family())
    .addOption(modelOptions.dtype())
    .addOption(modelOptions.dimensions())
    .addOption(modelOptions.device())
    .addOption(modelOptions.threads())
    .addOption(modelOptions.progress())
    .addHelpText("after", aboutTrials)
    .action(async (model, _flags, command) => finish(await (await import("./doctor.ts")).doctor(model, command)));
}

const aboutTrials = `
A model is followed as a run would: what its repository lacks is named, with the commands that make it; else it is loaded (its weights
are downloaded first) and encodes a few texts and images, alone and together. Said is whether the vectors are finite, as long as
described, different for different inputs, and the same alone as in a batch. A server is asked up to six times, which it may bill; files of
vectors are read.
Exit code 0 all well, also with warnings; 2 the model is at fault, 5 the machine.
`;

function parseDays(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected a number of days.");
}
