import { readFile } from "node:fs/promises";
import { MiebError, type ModelMetadata, type Similarity } from "@mieb/core";
import { z } from "zod";

/** What a user may say of vectors, in the JSON file beside them. Everything has a default. */
export interface VectorSettings extends Partial<Omit<ModelMetadata, "similarity" | "modalities">> {
  /** Default `cosine`; with `max-sim` each input has several vectors (late interaction). */
  readonly similarity: Similarity;
  /** Default both; tasks that need another are skipped. */
  readonly modalities: readonly ("image" | "text")[];
  /**
   * An image with a text is the `sum` of both vectors (default), has all vectors of both (`concatenate`, the default with `max-sim`),
   * or has vectors of its own (`joint`).
   */
  readonly fusion: "sum" | "concatenate" | "joint";
}

const text = z.string().min(1);

const settingsSchema = z.strictObject({
  name: text.optional(),
  revision: text.optional(),
  similarity: z.enum(["cosine", "dot", "max-sim"]).default("cosine"),
  modalities: z
    .array(z.enum(["image", "text"]))
    .min(1)
    .default(["image", "text"]),
  fusion: z.enum(["sum", "concatenate", "joint"]).optional(),
  parameterCount: z.number().nullable().optional(),
  maxTokens: z.number().nullable().optional(),
  memoryUsageMb: z.number().nullable().optional(),
  license: text.nullable().optional(),
  releaseDate: text.nullable().optional(),
  languages: z.array(text).nullable().optional(),
  openWeights: z.boolean().nullable().optional(),
  reference: text.nullable().optional(),
  framework: z.array(text).optional(),
  trainingDatasets: z.array(text).nullable().optional(),
  experiment: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});

/**
 * Settings from a JSON file; all defaults where it does not exist.
 * @throws MiebError `MODEL_INVALID_FILE`, naming the field
 */
export async function readSettings(file: string): Promise<VectorSettings> {
  const content = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "{}";
    throw error;
  });
  const { data, error } = settingsSchema.safeParse(json(content, file));
  const issue = error?.issues[0];
  if (issue || !data) throw invalid(`${file}, field ${issue?.path.join(".") || "(all)"}: ${issue?.message}`);
  return { ...data, fusion: data.fusion ?? (data.similarity === "max-sim" ? "concatenate" : "sum") } as VectorSettings;
}

function json(content: string, file: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw invalid(`${file}: ${(error as Error).message}`);
  }
}

function invalid(fault: string): MiebError {
  return new MiebError("MODEL_INVALID_FILE", fault, {
    hint: `Fields are ${Object.keys(settingsSchema.shape).join(", ")}.`,
  });
}
