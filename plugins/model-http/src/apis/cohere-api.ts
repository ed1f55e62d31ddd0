import { MiebError } from "@mieb/core";
import { z } from "zod";
import type { ServerReference } from "../parse-reference.ts";
import type { ApiAnswer, ApiInput, EmbeddingApi } from "./embedding-api.ts";

const perRequest = 96;
const answerSchema = z.looseObject({
  embeddings: z.looseObject({ float: z.array(z.unknown()).nullish(), base64: z.array(z.unknown()).nullish() }),
  meta: z.looseObject({ billed_units: z.unknown().optional() }).optional(),
});

/**
 * Cohere's `POST /embed` (v2). Images go as the reference's `cohere_v` sends them: one per request, of input type `image`,
 * summed with their text. `images=inputs` sends up to 96 per request as content parts, a pair as one input.
 */
export function cohereApi({ model, settings }: ServerReference): EmbeddingApi {
  const form = settings.images ?? "images";
  if (form !== "images" && form !== "inputs") throw unknownForm(form, model);
  const common = {
    model,
    embedding_types: [settings.encoding ?? "float"],
    ...(settings.dimensions !== undefined && { output_dimension: settings.dimensions }),
    ...(settings["max-tokens"] !== undefined && { max_tokens: settings["max-tokens"] }),
    ...(settings.truncate && { truncate: settings.truncate.toUpperCase() }),
  };
  const inputs = Math.min(settings.batch ?? perRequest, perRequest);
  return {
    modalities: ["image", "text"],
    fusion: form === "inputs" ? "joint" : "sum",
    limits: { inputs, images: form === "inputs" ? inputs : 1 },
    instruction: ({ role }) => (role === "query" ? "search_query" : "search_document"),
    request: (batch, inputType) => ({ path: "/embed", body: { ...common, ...inputsOf(batch, inputType, form) } }),
    answer: readAnswer,
  };
}

function inputsOf(batch: readonly ApiInput[], inputType: string | undefined, form: string): object {
  if (batch[0]?.image === undefined) return { input_type: inputType, texts: batch.map(({ text }) => text) };
  if (form === "images") return { input_type: "image", images: batch.map(({ image }) => image) };
  const content = ({ text, image }: ApiInput): object[] => [
    ...(text === undefined ? [] : [{ type: "text", text }]),
    { type: "image_url", image_url: { url: image } },
  ];
  return { input_type: inputType, inputs: batch.map((input) => ({ content: content(input) })) };
}

function readAnswer(body: unknown): ApiAnswer {
  const parsed = answerSchema.safeParse(body);
  const rows = parsed.data?.embeddings.float ?? parsed.data?.embeddings.base64;
  if (!rows) throw new Error('it has no "embeddings" of type float or base64');
  return { rows, usage: parsed.data?.meta?.billed_units };
}

function unknownForm(form: string, model: string): MiebError {
  return new MiebError("USAGE_INVALID_ARGUMENT", `${model}: images=${form} is not a way of sending images to Cohere.`, {
    hint: "Ways are images (one per request, as the reference) and inputs (up to 96 per request).",
  });
}
