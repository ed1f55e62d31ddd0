import { z } from "zod";
import type { Benchmark } from "./benchmark.ts";
import { MiebError } from "./errors.ts";
import type { Evaluator } from "./evaluator.ts";
import type { Metric } from "./metric.ts";
import type { Model, ModelFamily, ModelLocation } from "./model.ts";
import { taskMetadataSchema } from "./task-metadata.ts";
import type { AnyTask } from "./task.ts";

/** Version of the contracts in this package. A plugin states the one it was written for. */
export const CONTRACT_VERSION = 1;

/** What a package brings: a plain value, its entry module's default export. Loading it must be cheap. */
export interface Plugin {
  /** The package's name. */
  readonly name: string;
  readonly contractVersion: number;
  readonly tasks?: readonly AnyTask[];
  readonly benchmarks?: readonly Benchmark[];
  readonly modelFamilies?: readonly ModelFamily[];
  readonly models?: readonly Model[];
  readonly modelLocations?: readonly ModelLocation[];
  readonly evaluators?: readonly Evaluator[];
  readonly metrics?: readonly Metric[];
}

/** Identity with a type: `export default definePlugin({ … })`. */
export function definePlugin<const P extends Plugin>(plugin: P): P {
  return plugin;
}

const callable = z.custom<(...args: never[]) => unknown>((value) => typeof value === "function", "expected a function");
const text = z.string().min(1);

const taskSchema = z.looseObject({
  metadata: taskMetadataSchema,
  evaluator: text,
  options: z.record(z.string(), z.unknown()).optional(),
  columns: z.record(z.string(), z.string()).optional(),
  notes: z.array(text).optional(),
  loadDataset: callable.optional(),
  transform: callable.optional(),
  candidateLabels: callable.optional(),
});
const aggregateTaskSchema = z.looseObject({
  metadata: taskMetadataSchema,
  notes: z.array(text).optional(),
  components: z
    .array(z.object({ task: text, splits: z.array(text).optional(), subsets: z.array(text).optional() }))
    .min(1),
});
const anyTaskSchema = z.unknown().check((context) => {
  const isAggregate = typeof context.value === "object" && context.value !== null && "components" in context.value;
  const parsed = (isAggregate ? aggregateTaskSchema : taskSchema).safeParse(context.value);
  for (const issue of parsed.error?.issues ?? []) {
    context.issues.push({ code: "custom", message: issue.message, path: issue.path, input: issue.input });
  }
});

const pluginSchema = z.looseObject({
  name: text,
  contractVersion: z.number(),
  tasks: z.array(anyTaskSchema).optional(),
  benchmarks: z.array(z.looseObject({ name: text, description: text, tasks: z.array(text).min(1) })).optional(),
  modelFamilies: z.array(z.looseObject({ name: text, match: callable, open: callable })).optional(),
  models: z
    .array(
      z.looseObject({
        metadata: z.looseObject({ name: text, revision: text, modalities: z.array(text).min(1) }),
        load: callable,
      }),
    )
    .optional(),
  modelLocations: z.array(z.looseObject({ name: text, repository: text, revision: text.optional() })).optional(),
  evaluators: z
    .array(z.looseObject({ name: text, metrics: z.array(text), load: callable, plan: callable, score: callable }))
    .optional(),
  metrics: z.array(z.looseObject({ name: text, higherIsBetter: z.boolean(), compute: callable })).optional(),
});

/**
 * Checks a plugin's default export.
 * @param file module it came from, for the message
 * @throws MiebError `PLUGIN_INVALID`, `PLUGIN_CONTRACT_VERSION`, naming plugin, file and field
 */
export function parsePlugin(value: unknown, file: string): Plugin {
  const given = z.looseObject({ name: text, contractVersion: z.number() }).safeParse(value);
  if (given.success && given.data.contractVersion !== CONTRACT_VERSION) {
    throw new MiebError(
      "PLUGIN_CONTRACT_VERSION",
      `Plugin ${given.data.name} (${file}) is written for contract version ${given.data.contractVersion}; this MIEB has version ${CONTRACT_VERSION}.`,
      { plugin: given.data.name, hint: "Install versions of the plugin and of mieb that fit together." },
    );
  }
  const parsed = pluginSchema.safeParse(value);
  if (parsed.success) return value as Plugin;
  const name = nameOf(value);
  const faults = parsed.error.issues.slice(0, 10).map(({ path, message }) => `  ${fieldName(value, path)}: ${message}`);
  throw new MiebError("PLUGIN_INVALID", `Plugin ${name} (${file}) is not valid:\n${faults.join("\n")}`, {
    plugin: name,
    hint: "The entry module's default export must be a plugin; `definePlugin` from @mieb/core checks it as you type.",
  });
}

function nameOf(value: unknown): string {
  const named = typeof value === "object" && value !== null && "name" in value && typeof value.name === "string";
  return named ? (value.name as string) : "without a name";
}

/** `tasks[3] (CIFAR10).metadata.mainScore`: the path, with the name of what it passes through. */
function fieldName(root: unknown, path: readonly PropertyKey[]): string {
  let [value, label] = [root, ""];
  for (const key of path) {
    value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
    label += typeof key === "number" ? `[${key}]${entryName(value)}` : `${label && "."}${String(key)}`;
  }
  return label || "default export";
}

function entryName(value: unknown): string {
  const entry = value as { name?: unknown; metadata?: { name?: unknown } } | undefined;
  const name = entry?.metadata?.name ?? entry?.name;
  return typeof name === "string" ? ` (${name})` : "";
}
