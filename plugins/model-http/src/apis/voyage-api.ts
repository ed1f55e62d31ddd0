import type { ServerReference } from "../parse-reference.ts";
import type { ApiInput, EmbeddingApi } from "./embedding-api.ts";
import { openaiAnswer } from "./openai-answer.ts";

/**
 * Voyage's `POST /multimodalembeddings`, and `POST /embeddings` for its models of texts alone. Whatever is no query is a
 * document, and a pair is one input, as in the reference's `voyage_v`.
 */
export function voyageApi({ model, settings }: ServerReference): EmbeddingApi {
  const multimodal = model.includes("multimodal");
  const common = {
    model,
    ...(settings.truncate && { truncation: settings.truncate !== "none" }),
    ...(settings.dimensions !== undefined && { output_dimension: settings.dimensions }),
  };
  const base64 = settings.encoding === "base64";
  return {
    modalities: multimodal ? ["image", "text"] : ["text"],
    fusion: "joint",
    // 1000 inputs are allowed, but no more than 320 000 tokens in all; an image may take thousands.
    limits: { inputs: Math.min(settings.batch ?? 128, 1000), images: Math.min(settings.batch ?? 32, 1000) },
    instruction: ({ role }) => role ?? "document",
    request: (batch, inputType) => ({
      path: multimodal ? "/multimodalembeddings" : "/embeddings",
      body: {
        ...common,
        input_type: inputType,
        ...(base64 && { [multimodal ? "output_encoding" : "encoding_format"]: "base64" }),
        ...(multimodal ? { inputs: batch.map(partsOf) } : { input: batch.map(({ text }) => text) }),
      },
    }),
    answer: openaiAnswer,
  };
}

function partsOf({ text, image }: ApiInput): object {
  return {
    content: [
      ...(text === undefined ? [] : [{ type: "text", text }]),
      ...(image === undefined ? [] : [{ type: "image_base64", image_base64: image }]),
    ],
  };
}
