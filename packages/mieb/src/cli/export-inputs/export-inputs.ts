import type { EncodeOptions, EncoderInput, Role } from "@mieb/core";
import { plannedInputs, type PlannedInputs, type PlannedInputsOptions } from "@mieb/runner";
import type { InputFiles } from "./input-files.ts";
import type { Lookup } from "./lookup-of.ts";
import type { PlannedTask } from "./planned-tasks.ts";

/** What was written for one task. */
export interface ExportedTask {
  readonly task: string;
  /** Rows of the manifest. */
  readonly rows: number;
  /** Different inputs that no task before it had. */
  readonly newInputs: number;
}

export interface ExportInputsOptions extends PlannedInputsOptions {
  /** Where given, only inputs that it says lack a vector are written. */
  readonly lookup?: Lookup;
  onTask(exported: ExportedTask): void;
}

/** Writes the inputs of tasks, each different one once, and where they occur. */
export async function exportInputs(
  tasks: readonly PlannedTask[],
  files: InputFiles,
  options: ExportInputsOptions,
): Promise<readonly ExportedTask[]> {
  const exported: ExportedTask[] = [];
  for (const { task, evaluations } of tasks) {
    const before = { rows: files.rows, inputs: files.inputs };
    for await (const planned of plannedInputs(task, evaluations, options)) {
      for (const input of await wanted(planned, options.lookup)) {
        await files.writeInput(input, planned.modality);
        await files.writePlace(placeOf(input, planned));
      }
    }
    const rows = files.rows - before.rows;
    exported.push({ task: task.metadata.name, rows, newInputs: files.inputs - before.inputs });
    options.onTask(exported.at(-1) as ExportedTask);
  }
  return exported;
}

async function wanted(
  { inputs, options }: PlannedInputs,
  lookup: Lookup | undefined,
): Promise<readonly EncoderInput[]> {
  if (!lookup) return inputs;
  const indices = new Set(await lookup(inputs, options));
  return inputs.filter((_, index) => indices.has(index));
}

/** A row of the manifest. */
export interface InputPlace {
  readonly task: string;
  readonly split: string;
  readonly subset: string;
  readonly request: string;
  readonly role: Role | null;
  readonly table: string;
  readonly column: string;
  readonly row: number;
  readonly key: string;
  readonly modality: string;
  /** `rgb` where the task has images converted before the model sees them, as the reference does. */
  readonly image_conversion: string;
  /** The task's prompt for this role. */
  readonly instruction: string | null;
}

function placeOf({ identity }: EncoderInput, { request, modality, options }: PlannedInputs): InputPlace {
  const { task, split, subset, role, imageConversion } = options;
  const { contentHash: key, table, column, row } = identity;
  const place = { task: task.name, split, subset, request, role: role ?? null, table, column, row, key, modality };
  return { ...place, image_conversion: imageConversion, instruction: promptOf(options) };
}

function promptOf({ task: { prompt }, role }: EncodeOptions): string | null {
  if (typeof prompt === "string") return prompt;
  return (role && prompt?.[role]) ?? null;
}
