import { MiebError } from "@mieb/core";
import type { MiebConfig } from "@mieb/runner/discovery";
import type { OverwriteStrategy, Quantization } from "@mieb/runner";
import type { FilterFlags } from "../filter-options.ts";
import { parseSize } from "../parse-values.ts";
import type { ReferenceFlags } from "./reference-flags.ts";

/** Flags of `mieb run` after variables, config file and defaults. */
export interface RunFlags extends FilterFlags, ReferenceFlags {
  readonly model?: string[] | undefined;
  readonly benchmarks?: string[] | undefined;
  readonly evalSplits?: string[] | undefined;
  readonly modelRevision?: string | undefined;
  readonly modelFamily?: string | undefined;
  readonly dryRun?: true | undefined;
  readonly outputFolder: string;
  readonly overwriteStrategy: OverwriteStrategy;
  readonly predictionFolder?: string | undefined;
  readonly onError: "continue" | "fail";
  readonly json?: true | undefined;
  readonly batchSize?: number | undefined;
  readonly dtype?: string | undefined;
  readonly dimensions?: number | undefined;
  readonly quantize?: Quantization | undefined;
  readonly device?: string | undefined;
  readonly threads?: number | undefined;
  readonly maxMemory?: number | undefined;
  readonly cacheFolder?: string | undefined;
  readonly progress: "auto" | "tree" | "plain" | "json" | "none";
  readonly verbosity: number;
}

/** What a parsed command tells of its flags. */
export interface GivenFlags {
  opts(): object;
  getOptionValueSource(flag: string): string | undefined;
}

/** Fills in what neither a flag nor a variable sets: first from the config file, then the old names of the reference. */
export function runFlags(
  command: GivenFlags,
  { config, configFile }: { readonly config: MiebConfig; readonly configFile: string | undefined },
): RunFlags {
  const flags = withConfig(command, { config }) as RunFlags;
  return {
    ...flags,
    maxMemory: sizeOf(flags.maxMemory, configFile),
    overwriteStrategy: flags.overwrite ? "always" : flags.overwriteStrategy,
    predictionFolder: flags.predictionFolder ?? (flags.savePredictions ? flags.outputFolder : undefined),
  };
}

/** The values of a command's flags, those that neither a flag nor a variable sets from the config file's `run`. */
export function withConfig(command: GivenFlags, { config }: { readonly config: MiebConfig }): object {
  const given = (flag: string): boolean => !["default", undefined].includes(command.getOptionValueSource(flag));
  const defaults = Object.entries(config.run ?? {}).filter(([flag]) => !given(flag));
  return { ...command.opts(), ...Object.fromEntries(defaults) };
}

function sizeOf(value: number | string | undefined, configFile: string | undefined): number | undefined {
  if (typeof value !== "string") return value;
  try {
    return parseSize(value);
  } catch {
    throw new MiebError(
      "CONFIG_INVALID",
      `${configFile}, field run.maxMemory: expected a size such as "4GB", got "${value}".`,
    );
  }
}
