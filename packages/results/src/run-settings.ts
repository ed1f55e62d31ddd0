import { mkdir, readFile } from "node:fs/promises";
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
  const before = parseLines(await readFile(file, "utf8").catch(() => ""));
  const others = before.filter(({ line }) => line.task !== run.result.task_name);
  const own = before.flatMap(({ line }) => (line.task === run.result.task_name ? [line] : []));
  const added = Object.entries(run.result.scores).map(([split, entries]) => ({
    task: run.result.task_name,
    splits: [split],
    version: run.version,
    encode_kwargs: run.encodeOptions,
    subsets: entries.map(({ hf_subset }) => hf_subset).toSorted(),
  }));
  await mkdir(modelFolder(folder, model), { recursive: true });
  // Lines of other tasks stay as they are: writing every line anew with each result adds up.
  const lines = [...others.map(({ text }) => `${text}\n`), ...mergeSettings(own, added).map(serializeLine)];
  // A record, not a source: a power cut may take it, the results' own files are what has to last.
  await writeFileAtomic(file, lines.join(""), { fsync: false });
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
