import { z } from "zod";
import type { ApiAnswer } from "./embedding-api.ts";

// Vectors are checked where they are read: a schema over millions of numbers would take longer than that.
const schema = z.looseObject({
  data: z.array(z.looseObject({ index: z.int().nonnegative().optional(), embedding: z.unknown().optional() })),
  // Some servers count nothing.
  usage: z.unknown().optional(),
});

/** An answer in OpenAI's form, which Voyage and Jina share. Rows come in the order of their `index`; missing ones are told of where the inputs are known. */
export function openaiAnswer(body: unknown, inputCount: number): ApiAnswer {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new Error(`it has no list "data" of entries with index and embedding`);
  const { data, usage } = parsed.data;
  if (data.length !== inputCount) return { rows: data, usage };
  const rows: unknown[] = Array.from({ length: inputCount });
  for (const [position, { index = position, embedding }] of data.entries()) {
    if (index >= inputCount || rows[index] !== undefined) {
      throw new Error(`its ${inputCount} rows carry the index ${index} twice or out of range`);
    }
    rows[index] = embedding;
  }
  return { rows, usage };
}
