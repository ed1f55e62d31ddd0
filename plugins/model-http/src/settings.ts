import { MiebError } from "@mieb/core";
import { z } from "zod";

/** What the user may say after the `?` of a reference. */
export interface Settings {
  /** Length of the vectors to ask for, where the model can shorten them. */
  readonly dimensions?: number | undefined;
  /** How images travel; what each API takes stands in the README. */
  readonly images?: string | undefined;
  /** What the server does with an input that is too long: refuse it, or drop its start or end. */
  readonly truncate?: "none" | "start" | "end" | undefined;
  /** Tokens of an input to keep: vLLM's `truncate_prompt_tokens`, Cohere's `max_tokens`. */
  readonly "max-tokens"?: number | undefined;
  /** Put before the texts of a search's queries and documents. */
  readonly "query-prefix"?: string | undefined;
  readonly "document-prefix"?: string | undefined;
  readonly encoding?: "float" | "base64" | undefined;
  /** Inputs per request, at most. */
  readonly batch?: number | undefined;
  /** Requests under way at once. Default 4. */
  readonly concurrency: number;
  /** Seconds until a request without an answer counts as failed. Default 120. */
  readonly timeout: number;
  /** Times a request is repeated whose failure may pass. Default 6. */
  readonly retries: number;
  /** Price of a million tokens, in a currency of the user's choice. */
  readonly price?: number | undefined;
}

const count = z.coerce.number().int().positive();
const settingsSchema = z.strictObject({
  dimensions: count.optional(),
  images: z.string().optional(),
  truncate: z.enum(["none", "start", "end"]).optional(),
  "max-tokens": count.optional(),
  "query-prefix": z.string().optional(),
  "document-prefix": z.string().optional(),
  encoding: z.enum(["float", "base64"]).optional(),
  batch: count.optional(),
  concurrency: count.default(4),
  // Longer than Node's timers can count would fire at once.
  timeout: z.coerce.number().positive().max(86_400).default(120),
  retries: z.coerce.number().int().nonnegative().default(6),
  price: z.coerce.number().nonnegative().optional(),
});

/** @throws MiebError `USAGE_INVALID_ARGUMENT`, naming the setting */
export function parseSettings(query: string, reference: string): Settings {
  const parsed = settingsSchema.safeParse(Object.fromEntries(new URLSearchParams(query)));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    ({ path, message }) => `${path.length > 0 ? `${path.join(".")}: ` : ""}${message}`,
  );
  throw new MiebError("USAGE_INVALID_ARGUMENT", `${reference}: ${faults.join("; ")}.`, {
    hint: `Settings are ${Object.keys(settingsSchema.shape).join(", ")}: "openai:MODEL?dimensions=256&concurrency=8".`,
  });
}
