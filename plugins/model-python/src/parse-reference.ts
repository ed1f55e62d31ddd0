import { MiebError } from "@mieb/core";
import { z } from "zod";

/** What a reference such as `python:./my_models.py:owner/name?dimensions=256` says. */
export interface PythonReference {
  /** As the user gave it, for messages. */
  readonly text: string;
  /** Python file (`….py`) or module that defines the model; absent for mteb's own and the hub's. */
  readonly source?: string;
  /** Absent where the source defines but one model. */
  readonly name?: string;
  readonly settings: PythonSettings;
}

/** What the user may say after the `?` of a reference. */
export interface PythonSettings {
  /** Interpreter, or folder of a virtual environment. */
  readonly python?: string | undefined;
  /** Who loads the model. Default mteb; for folders, and where there is no mteb, sentence-transformers. */
  readonly loader?: "mteb" | "sentence-transformers" | undefined;
  readonly revision?: string | undefined;
  /** Length of the vectors, where the model can shorten them. */
  readonly dimensions?: number | undefined;
  /** Seconds without a sign of life after which starting and loading count as failed. Default 600. */
  readonly timeout: number;
}

const settingsSchema = z.strictObject({
  python: z.string().min(1).optional(),
  loader: z.enum(["mteb", "sentence-transformers"]).optional(),
  revision: z.string().min(1).optional(),
  dimensions: z.coerce.number().int().positive().optional(),
  // Longer than Node's timers can count would fire at once.
  timeout: z.coerce.number().positive().max(86_400).default(600),
});

/** @throws MiebError `USAGE_INVALID_ARGUMENT`, naming what is wrong */
export function parseReference(text: string): PythonReference {
  const rest = text.slice(text.indexOf(":") + 1);
  const question = rest.indexOf("?");
  const settings = parseSettings(question < 0 ? "" : rest.slice(question + 1), text);
  const model = question < 0 ? rest : rest.slice(0, question);
  const { source, name } = splitModel(model);
  if (source === undefined && !name) {
    throw new MiebError("USAGE_INVALID_ARGUMENT", `"${text}" names no model.`, { hint: forms });
  }
  return { text, settings, ...(source !== undefined && { source }), ...(name && { name }) };
}

const forms = 'Write "python:owner/name", "python:./my_models.py:owner/name" or "python:my_package.models:owner/name".';

/** `SOURCE:NAME`, `SOURCE.py` or `NAME`. The colon of a Windows drive follows a single letter, which is no module here. */
function splitModel(model: string): { readonly source?: string; readonly name: string } {
  if (model.endsWith(".py")) return { source: model, name: "" };
  const [, source, name] = /^(.+\.py|[a-zA-Z_]\w[\w.]*):(.*)$/.exec(model) ?? [];
  return source === undefined ? { name: model } : { source, name: name ?? "" };
}

function parseSettings(query: string, reference: string): PythonSettings {
  const parsed = settingsSchema.safeParse(Object.fromEntries(new URLSearchParams(query)));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    ({ path, message }) => `${path.length > 0 ? `${path.join(".")}: ` : ""}${message}`,
  );
  throw new MiebError("USAGE_INVALID_ARGUMENT", `${reference}: ${faults.join("; ")}.`, {
    hint: `Settings are ${Object.keys(settingsSchema.shape).join(", ")}: "python:owner/name?dimensions=256&python=.venv".`,
  });
}
