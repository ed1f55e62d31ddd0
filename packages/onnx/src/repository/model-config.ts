import { MiebError, type ModelRepository } from "@mieb/core";
import { z } from "zod";
import { readModelJson } from "./model-files.ts";

const typeSchema = z.object({ model_type: z.string() });

/** The `model_type` in a repository's config.json, by which most families claim it; empty where there is none. */
export async function modelTypeOf(repository: ModelRepository): Promise<string> {
  if (!repository.files.includes("config.json")) return "";
  const { data } = typeSchema.safeParse(await repository.readJson("config.json"));
  return data?.model_type ?? "";
}

/**
 * What a family reads of a repository's configuration.
 * @param schema the fields, with the class's values as defaults: published configurations leave out what equals them
 * @throws MiebError `MODEL_FILES_MISSING`; `MODEL_INVALID_FILE` naming the first field that does not fit
 */
export async function configOfModel<Config>(
  repository: ModelRepository,
  schema: z.ZodType<Config>,
  file = "config.json",
): Promise<Config> {
  const hint = `Take ${file} from the original model's repository.`;
  const parsed = schema.safeParse(await readModelJson(repository, file, hint));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new MiebError(
    "MODEL_INVALID_FILE",
    `${repository.name}: ${file}, field ${issue?.path.join(".")}: ${issue?.message}.`,
    { hint },
  );
}
