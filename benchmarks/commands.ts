import { availableParallelism } from "node:os";
import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { peerOperations } from "./peer-operations.ts";
import { runSuites, suiteNames } from "./suites.ts";

/** Everything `npm run bench` can run; modules load with the command that needs them. */
export function benchCommand(): Command {
  const program = new Command("bench").description("Speed of MIEB.");
  program
    .command("suites", { isDefault: true })
    .description("what needs no Python (this word may be left out)")
    .argument("[suites...]", `some of ${suiteNames.join(", ")}; default: all`, checkedSuites)
    .action((names = suiteNames) => runSuites(names));
  for (const command of [peersCommand(), miniatureCommand(), scaleCommand(), throughputCommand(), kernelsFileCommand()])
    program.addCommand(command);
  return program;
}

function peersCommand() {
  return new Command("peers")
    .description("ours and the Python peers in turn on the same arrays")
    .requiredOption("--python <path>", "a Python that has the peers installed")
    .option("--json <file>", "where the results are written")
    .addOption(rounds(5))
    .option("--threads <list>", "numbers of threads", wholeNumbers, [1, 2])
    .addOption(new Option("--op <name...>", "operations").choices(peerOperations).default(peerOperations))
    .action(async (options) => {
      await (await import("./peers.ts")).runPeers(options);
    });
}

function miniatureCommand() {
  return new Command("miniature")
    .description("a whole benchmark on a small hub: cold, from the store, and by mteb")
    .requiredOption("--hub <place>", "URL of a hub, or the folder of one to serve")
    .option("--python <path>", "a Python with mteb, to run it in turn")
    .option("--model <name>", "a model of the hub", "mieb-fixtures/tiny-clip")
    .addOption(rounds(1))
    .action(async (options) => (await import("./miniature/miniature.ts")).miniature(options));
}

function scaleCommand() {
  return new Command("scale")
    .description("rows against time and memory: a quarter and all of them")
    .option("--images <rows>", "of a classification; 0 leaves it out", wholeNumber, 200_000)
    .option("--documents <rows>", "of a retrieval; 0 leaves it out", wholeNumber, 1_000_000)
    .option("--max-memory <bytes>", "what a run may take", wholeNumber, 2 ** 30)
    .option("--in-use", "measure what is left after collecting garbage instead of the peak", false)
    .option("--json", "print all that was measured", false)
    .action(async (options) => (await import("./scale/scale.ts")).scale(options));
}

function throughputCommand() {
  return new Command("throughput")
    .description("images and texts per second of a run against a bare ONNX Runtime loop")
    .option("--model <folder>", "the network; default: a CLIP ViT-B/32 of random weights, which --python makes")
    .option("--python <path>", "a Python with torch and transformers")
    .option("--images <number>", "images a round", wholeNumber, 160)
    .option("--texts <number>", "texts a round", wholeNumber, 320)
    .option("--batch-size <number>", "inputs a batch", wholeNumber, 32)
    .option("--threads <number>", "threads of ONNX Runtime", wholeNumber, availableParallelism())
    .addOption(rounds(3))
    .action(async (options) => (await import("./throughput/throughput.ts")).throughput(options));
}

function kernelsFileCommand() {
  return new Command("kernels-file")
    .description("search of documents that stay in an embedding store, and in memory")
    .option("--documents <rows>", "of dimension 512", wholeNumber, 1_000_000)
    .addOption(rounds(5))
    .action(async (options) => (await import("./kernels-file.ts")).kernelsFile(options));
}

const rounds = (count: number) =>
  new Option("--rounds <number>", "rounds, whose medians are printed").argParser(wholeNumber).default(count);

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected a whole number.");
}

function wholeNumbers(text: string): number[] {
  return text.split(",").map(wholeNumber);
}

function checkedSuites(name: string, before: readonly string[] = []): readonly string[] {
  if (suiteNames.includes(name)) return [...before, name];
  throw new InvalidArgumentError("There is no such suite or command; `bench --help` lists them.");
}
