import { appendFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TaskResult } from "@mieb/core";
import writeFileAtomic from "write-file-atomic";
import { plainNumber, pythonJson } from "./python-json.ts";
import { modelFolder, type ModelIdentity } from "./result-path.ts";

/** How the encoder was called and with which versions, for run_settings.jsonl. */
export interface RunSettings {
  readonly version: Readonly<Record<string, string | null>>;
  readonly encodeOptions: Readonly<Record<string, unknown>>;
}

interface SettingsLine {
  readonly task: string;
  readonly splits: readonly string[];
  readonly version: unknown;
  readonly encode_kwargs: unknown;
  readonly subsets: readonly string[];
}

/**
 * Records in run_settings.jsonl how a result came about. Each (task, split, subset) occurs once, with its latest
 * settings; splits with equal settings and subsets share a line. The task's lines come last.
 */
export async function writeRunSettings(
  folder: string,
  model: ModelIdentity,
  run: RunSettings & { readonly result: TaskResult },
): Promise<void> {
  const file = join(modelFolder(folder, model), "run_settings.jsonl");
  await mkdir(modelFolder(folder, model), { recursive: true });
  const before = await readFile(file, "utf8").catch(() => "");
  // A record, not a source: a power cut may take it, the results' own files are what has to last.
  if (isNewIn(before, run.result)) await appendFile(file, mergedLines([], run));
  else await writeFileAtomic(file, updatedText(before, run), { fsync: false });
}

/** Whether a file of whole lines has none of the task yet: then nothing there has to be read or changed. */
function isNewIn(text: string, { task_name: task }: TaskResult): boolean {
  return (text === "" || text.endsWith("\n")) && !text.includes(JSON.stringify(task));
}

/** The file's text with the task's lines brought up to date, and those of other tasks as they are. */
function updatedText(text: string, run: RunSettings & { readonly result: TaskResult }): string {
  const before = parseLines(text);
  const others = before.filter(({ line }) => line.task !== run.result.task_name);
  const own = before.flatMap(({ line }) => (line.task === run.result.task_name ? [line] : []));
  return others.map((other) => `${other.text}\n`).join("") + mergedLines(own, run);
}

function mergedLines(
  before: readonly SettingsLine[],
  { version, encodeOptions, result }: RunSettings & { readonly result: TaskResult },
): string {
  const added = Object.entries(result.scores).map(([split, entries]) => ({
    task: result.task_name,
    splits: [split],
    version,
    encode_kwargs: encodeOptions,
    subsets: entries.map(({ hf_subset }) => hf_subset).toSorted(),
  }));
  return mergeSettings(before, added).map(serializeLine).join("");
}

/** A task's lines `before` less what `added` replaces, then `added`. */
function mergeSettings(before: readonly SettingsLine[], added: readonly SettingsLine[]): readonly SettingsLine[] {
  const replaced = new Set(added.flatMap(cellsOf));
  const kept = before.flatMap((line) =>
    line.splits.map((split) => ({
      ...line,
      splits: [split],
      subsets: line.subsets.filter((subset) => !replaced.has(cell(line.task, split, subset))),
    })),
  );
  const merged = new Map<string, SettingsLine>();
  for (const line of [...kept, ...added]) {
    if (line.subsets.length === 0) continue;
    const key = JSON.stringify([line.task, line.version, line.encode_kwargs, line.subsets]);
    const splits = [...new Set([...(merged.get(key)?.splits ?? []), ...line.splits])].toSorted();
    merged.set(key, { ...line, splits });
  }
  return [...merged.values()];
}

const cell = (task: string, split: string, subset: string): string => JSON.stringify([task, split, subset]);

function cellsOf(line: SettingsLine): readonly string[] {
  return line.splits.flatMap((split) => line.subsets.map((subset) => cell(line.task, split, subset)));
}

/** A line that is not ours to understand is dropped: the file is a record, not a source. */
function parseLines(text: string): readonly { readonly text: string; readonly line: SettingsLine }[] {
  return text.split("\n").flatMap((line) => {
    try {
      return line.trim() ? [{ text: line, line: JSON.parse(line) as SettingsLine }] : [];
    } catch {
      return [];
    }
  });
}

function serializeLine({ task, splits, version, encode_kwargs, subsets }: SettingsLine): string {
  return `${pythonJson({ task, splits, version, encode_kwargs, subsets }, { numberFormat: () => plainNumber })}\n`;
}
