import type { ConfigFiles, SplitFiles } from "./data-files.ts";

/** Split names and the words in folder and file names that stand for them, as in Python's `datasets.data_files`. */
const SPLIT_WORDS: readonly (readonly [split: string, words: readonly string[]])[] = [
  ["train", ["train", "training"]],
  ["validation", ["validation", "valid", "dev", "val"]],
  ["test", ["test", "testing", "eval", "evaluation"]],
];
const SHARD = /^(.+?)-\d{5}-of-\d{5}[^/]*$/;

/** Whether a file holds rows, rather than documentation or settings. */
export function isDataFile(path: string): boolean {
  const parts = path.split("/");
  if (parts.some((part) => /^(\.|__)/.test(part))) return false;
  return !/^(README|LICENSE|NOTICE)|\.(md|py|ya?ml|gitattributes)$|(^|[-_])(config|infos?|metadata)\.json$/i.test(
    parts.at(-1) ?? "",
  );
}

/**
 * Configs of a repository whose card declares none: files at the top and under `data/` are the config `default`, every
 * other folder that holds splits by name is a config of its own.
 */
export function conventionalConfigs(paths: readonly string[]): readonly ConfigFiles[] {
  const byConfig = Map.groupBy(paths.filter(isDataFile), configOf);
  return [...byConfig].map(([config, files]) => ({
    config,
    splits: conventionalSplits(files, config === "default" ? "" : `${config}/`),
  }));
}

/** Splits by the words in file and folder names below `prefix`; files that carry no such word are the train split. */
export function conventionalSplits(paths: readonly string[], prefix: string): readonly SplitFiles[] {
  const files = paths.filter(isDataFile).toSorted();
  const sharded = files.filter((path) => shardSplit(path.slice(prefix.length)) !== undefined);
  const named = sharded.length > 0 ? sharded : files;
  const splitOf = (path: string): string | undefined =>
    shardSplit(path.slice(prefix.length)) ?? splitByWord(path.slice(prefix.length));
  const bySplit = Map.groupBy(
    named.filter((path) => splitOf(path) !== undefined),
    (path) => splitOf(path) as string,
  );
  if (bySplit.size === 0) return files.length === 0 ? [] : [{ split: "train", files, patterns: [`${prefix}**`] }];
  return [...bySplit]
    .map(([split, members]) => ({ split, files: members, patterns: [] }))
    .toSorted((a, b) => rank(a.split) - rank(b.split));
}

function configOf(path: string): string {
  const [folder, next] = path.split("/");
  if (next === undefined || folder === undefined || folder === "data" || splitByWord(folder) !== undefined)
    return "default";
  return folder;
}

/** `data/train-00000-of-00002.parquet` and `train-00000-of-00002.parquet` say their split by their form, whatever its name. */
function shardSplit(path: string): string | undefined {
  const name = path.replace(/^data\//, "");
  return name.includes("/") ? undefined : SHARD.exec(name)?.[1];
}

function splitByWord(path: string): string | undefined {
  const words = path.toLowerCase().split(/[^a-z]+/);
  return SPLIT_WORDS.find(([, names]) => names.some((name) => words.includes(name)))?.[0];
}

function rank(split: string): number {
  const index = SPLIT_WORDS.findIndex(([name]) => name === split);
  return index < 0 ? SPLIT_WORDS.length : index;
}
