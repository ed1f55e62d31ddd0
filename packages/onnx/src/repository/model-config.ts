import { MiebError, type ModelRepository } from "@mieb/core";
import { z } from "zod";
import { readModelJson } from "./model-files.ts";

/** For a family that was insisted on: families claim by this field, so the file is not at fault. */
function otherType({ name }: ModelRepository, file: string, json: unknown): MiebError {
  const { data } = typeSchema.safeParse(json);
  return new MiebError(
    "MODEL_NO_FAMILY",
    `${name}: the family does not read model_type ${data?.model_type ?? "null"}, as ${file} has it.`,
    {
      hint: "Leave --model-family out, so that the family is found by the files.",
    },
  );
}

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
  const json = await readModelJson(repository, file, hint);
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.path.join(".") === "model_type") throw otherType(repository, file, json);
  throw new MiebError(
    "MODEL_INVALID_FILE",
    `${repository.name}: ${file}, field ${issue?.path.join(".")}: ${issue?.message}.`,
    { hint },
  );
}
