import type { ServerReference } from "../parse-reference.ts";
import type { EmbeddingApi } from "./embedding-api.ts";
import { openaiAnswer } from "./openai-answer.ts";

/** Jina's `POST /embeddings`; models with `clip` in their names, `jina-embeddings-v4` and later ones take images. */
export function jinaApi({ model, settings }: ServerReference): EmbeddingApi {
  const images = /clip|-v(?:[4-9]|\d\d)|omni/.test(model);
  const common = {
    model,
    normalized: true,
    embedding_type: settings.encoding ?? "float",
    ...(settings.dimensions !== undefined && { dimensions: settings.dimensions }),
    ...(settings.truncate && { truncate: settings.truncate !== "none" }),
  };
  return {
    modalities: images ? ["image", "text"] : ["text"],
    fusion: "sum",
    limits: { inputs: settings.batch ?? 128, images: settings.batch ?? 16 },
    instruction: ({ role }) => taskOf(model, role),
    request: (inputs, task) => ({
      path: "/embeddings",
      body: {
        ...common,
        ...(task !== undefined && { task }),
        // Images go as bare base64, the form of Jina's own examples.
        input: inputs.map(({ text, image }) =>
          image === undefined ? (images ? { text } : text) : { image: image.replace(/^[^,]*,/, "") },
        ),
      },
    }),
    answer: openaiAnswer,
  };
}

/** Adapters: v3 and later choose one by task, jina-clip-v2 knows that of queries alone, earlier models know none. */
function taskOf(model: string, role: "query" | "document" | undefined): string | undefined {
  if (/embeddings-v(?:[3-9]|\d\d)/.test(model)) {
    return role === undefined ? "text-matching" : role === "query" ? "retrieval.query" : "retrieval.passage";
  }
  return model === "jina-clip-v2" && role === "query" ? "retrieval.query" : undefined;
}
