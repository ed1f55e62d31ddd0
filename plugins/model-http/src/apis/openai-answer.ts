import { z } from "zod";
import type { ApiAnswer } from "./embedding-api.ts";

// Vectors are checked where they are read: a schema over millions of numbers would take longer than that.
const schema = z.looseObject({
  data: z.array(z.looseObject({ index: z.int().nonnegative().optional(), embedding: z.unknown() })),
  usage: z.unknown(),
});

/** An answer in OpenAI's form, which Voyage and Jina share. Rows come in the order of their `index`. */
export function openaiAnswer(body: unknown): ApiAnswer {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new Error(`it has no list "data" of entries with index and embedding`);
  const { data, usage } = parsed.data;
  const rows: unknown[] = Array.from({ length: data.length });
  for (const [position, { index = position, embedding }] of data.entries()) {
    if (index >= data.length || rows[index] !== undefined) {
      throw new Error(`its ${data.length} rows carry the index ${index} twice or out of range`);
    }
    rows[index] = embedding;
  }
  return { rows, usage };
}
