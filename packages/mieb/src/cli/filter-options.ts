import type { Command, OptionValues } from "@commander-js/extra-typings";

/** Flags of the reference that choose tasks. Each takes several values and may be repeated. */
export interface FilterFlags {
  readonly tasks?: string[] | undefined;
  readonly taskTypes?: string[] | undefined;
  readonly categories?: string[] | undefined;
  readonly languages?: string[] | undefined;
}

export function addFilterOptions<Args extends unknown[], Opts extends OptionValues, Globals extends OptionValues>(
  command: Command<Args, Opts, Globals>,
): Command<Args, Opts & FilterFlags, Globals> {
  return command
    .option("-t, --tasks <names...>", "these tasks; types and categories are then ignored")
    .option("--task-types <types...>", "tasks of these types, such as ZeroShotClassification")
    .option("--categories <categories...>", "tasks of these categories, such as i2t")
    .option("-l, --languages <codes...>", "tasks and subsets in these languages, such as eng or eng-Latn") as Command<
    Args,
    Opts & FilterFlags,
    Globals
  >;
}
