import { InvalidArgumentError, Option, type Command } from "@commander-js/extra-typings";
import type { Finish } from "../program.ts";

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
    .description(
      "check this machine, the hub, the caches and the plugins; or what a model lacks, and how it is made: its graphs are downloaded and opened, a server is asked once",
    )
    .argument("[model]", "name, repository or folder of a model to check instead")
    .option("--dtype <dtype>", "with a model: the weights to look for, such as fp16")
    .addOption(folder())
    .option("--json", "as JSON")
    .action(async (model, flags) => finish(await (await import("./doctor.ts")).doctor(model, flags)));
}

function parseDays(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected a number of days.");
}
