import picomatch from "picomatch";
import type { Card, CardConfig } from "./card.ts";
import { conventionalConfigs, conventionalSplits, isDataFile } from "./file-conventions.ts";

/** Files of one split, sorted as Python's `datasets` sorts them. `patterns` are what the card says, for messages. */
export interface SplitFiles {
  readonly split: string;
  readonly files: readonly string[];
  readonly patterns: readonly string[];
}

/** One config of a repository and its splits, both in declared order. */
export interface ConfigFiles {
  readonly config: string;
  readonly splits: readonly SplitFiles[];
}

/** Which files make up which split: what the card says, else the conventions of file names. */
export function dataFilesOf(card: Card, paths: readonly string[]): readonly ConfigFiles[] {
  if (card.configs.length === 0) return conventionalConfigs(paths);
  return card.configs.map((config) => ({ config: config.name, splits: splitsOf(config, paths) }));
}

function splitsOf(config: CardConfig, paths: readonly string[]): readonly SplitFiles[] {
  const folder = config.dataFolder?.replace(/^\.?\/+|\/+$/g, "") ?? "";
  const prefix = folder === "" ? "" : `${folder}/`;
  if (config.dataFiles === undefined || config.dataFiles === null) {
    return conventionalSplits(
      paths.filter((path) => path.startsWith(prefix)),
      prefix,
    );
  }
  return declaredSplits(config.dataFiles).map(({ split, patterns }) => ({
    split,
    patterns,
    files: paths.filter(matcher(patterns.map((pattern) => prefix + pattern.replace(/^\.?\/+/, "")))).toSorted(),
  }));
}

interface DeclaredSplit {
  readonly split: string;
  readonly patterns: readonly string[];
}

/** The four forms `data_files` may take; files without a split are the train split. */
function declaredSplits(dataFiles: unknown): readonly DeclaredSplit[] {
  if (typeof dataFiles === "string") return [{ split: "train", patterns: [dataFiles] }];
  if (!Array.isArray(dataFiles)) {
    return Object.entries(dataFiles as Record<string, unknown>).map(([split, path]) => ({
      split,
      patterns: patternsOf(path),
    }));
  }
  const plain = dataFiles.filter((entry) => typeof entry === "string");
  if (plain.length > 0) return [{ split: "train", patterns: plain }];
  return dataFiles.map((entry: { split?: unknown; path?: unknown }) => ({
    split: typeof entry.split === "string" ? entry.split : String(entry.split ?? "train"),
    patterns: patternsOf(entry.path),
  }));
}

function patternsOf(path: unknown): readonly string[] {
  return (Array.isArray(path) ? path : [path]).map(String);
}

/** Files that a pattern names; the name of a folder stands for all below it. */
function matcher(patterns: readonly string[]): (path: string) => boolean {
  const folders = patterns
    .filter((pattern) => !/[*?[{]/.test(pattern))
    .map((pattern) => `${pattern.replace(/\/+$/, "")}/**`);
  const matches = picomatch([...patterns, ...folders]);
  return (path) => matches(path) && isDataFile(path);
}
