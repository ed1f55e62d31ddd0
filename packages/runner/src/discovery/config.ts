import { existsSync } from "node:fs";
import { join } from "node:path";
import { MiebError, type Plugin } from "@mieb/core";
import { z } from "zod";
import { quantizations, type Quantization } from "../variant/quantization.ts";
import { loadDefault } from "./load-plugin.ts";

/** Defaults for the flags of `mieb run`, by the flag's name in camelCase. A flag or `MIEB_…` variable wins over them. */
export interface RunDefaults {
  readonly model?: readonly string[];
  readonly modelRevision?: string;
  readonly modelFamily?: string;
  readonly tasks?: readonly string[];
  readonly benchmarks?: readonly string[];
  readonly taskTypes?: readonly string[];
  readonly categories?: readonly string[];
  readonly languages?: readonly string[];
  readonly evalSplits?: readonly string[];
  readonly outputFolder?: string;
  readonly predictionFolder?: string;
  readonly cacheFolder?: string;
  readonly overwriteStrategy?: "always" | "never" | "only-missing" | "only-cache";
  readonly batchSize?: number;
  readonly dtype?: string;
  readonly dimensions?: number;
  readonly quantize?: Quantization;
  readonly device?: string;
  readonly threads?: number;
  /** Bytes, or a size such as `"4GB"`. */
  readonly maxMemory?: number | string;
  readonly onError?: "continue" | "fail";
  readonly progress?: "auto" | "tree" | "plain" | "json" | "none";
}

/** Content of `mieb.config.ts` (or .mts, .js, .mjs). */
export interface MiebConfig {
  /** Plugins beside those of package.json: values, package names, or paths: absolute, or from a dot. */
  readonly plugins?: readonly (Plugin | string)[];
  readonly run?: RunDefaults;
}

/** Identity with a type: `export default defineConfig({ plugins: ["./my-tasks.ts"], run: { batchSize: 64 } })`. */
export function defineConfig(config: MiebConfig): MiebConfig {
  return config;
}

const text = z.string().min(1);
const texts = z.array(text);
const count = z.int().positive();

const runSchema = z.strictObject({
  model: texts.optional(),
  modelRevision: text.optional(),
  modelFamily: text.optional(),
  tasks: texts.optional(),
  benchmarks: texts.optional(),
  taskTypes: texts.optional(),
  categories: texts.optional(),
  languages: texts.optional(),
  evalSplits: texts.optional(),
  outputFolder: text.optional(),
  predictionFolder: text.optional(),
  cacheFolder: text.optional(),
  overwriteStrategy: z.enum(["always", "never", "only-missing", "only-cache"]).optional(),
  batchSize: count.optional(),
  dtype: text.optional(),
  dimensions: count.optional(),
  quantize: z.enum(quantizations).optional(),
  device: text.optional(),
  threads: count.optional(),
  maxMemory: z.union([count, text]).optional(),
  onError: z.enum(["continue", "fail"]).optional(),
  progress: z.enum(["auto", "tree", "plain", "json", "none"]).optional(),
});

const configSchema = z.strictObject({
  plugins: z.array(z.union([text, z.looseObject({})])).optional(),
  run: runSchema.optional(),
});

/** The config file of a folder, if it has one. */
export function findConfigFile(folder: string): string | undefined {
  const names = ["mieb.config.ts", "mieb.config.mts", "mieb.config.js", "mieb.config.mjs"];
  return names.map((name) => join(folder, name)).find((file) => existsSync(file));
}

/**
 * Loads and checks a config file.
 * @throws MiebError `CONFIG_INVALID`, naming file and field
 */
export function loadConfig(file: string): MiebConfig {
  let value: unknown;
  try {
    value = loadDefault(file);
  } catch (cause) {
    throw new MiebError("CONFIG_INVALID", `${file} does not load: ${(cause as Error).message}`, { cause });
  }
  const parsed = configSchema.safeParse(value);
  if (parsed.success) return value as MiebConfig;
  const faults = parsed.error.issues.map(({ path, message }) => `  ${path.join(".") || "default export"}: ${message}`);
  throw new MiebError("CONFIG_INVALID", `${file} is not valid:\n${faults.join("\n")}`, {
    hint: '`export default defineConfig({ … })` from "mieb" checks it as you type.',
  });
}
