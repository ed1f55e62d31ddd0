import { MiebError } from "@mieb/core";
import type { ServerReference } from "../parse-reference.ts";
import type { ApiInput, EmbeddingApi } from "./embedding-api.ts";
import { openaiAnswer } from "./openai-answer.ts";

/** How a compatible server takes images: OpenAI itself takes none, so each has its own way. */
type ImageForm = "none" | "infinity" | "vllm" | "object";
const imageForms: readonly string[] = ["none", "infinity", "vllm", "object"] satisfies ImageForm[];

const imageHint =
  'If the server takes images, say how behind the model\'s name: "…?images=infinity", "…?images=vllm" or "…?images=object".';

/** `POST /embeddings` as OpenAI defines it, and as vLLM, Infinity, TEI and others understand it. */
export function openaiApi({ protocol, model, settings }: ServerReference): EmbeddingApi {
  const form = imageForm(settings.images ?? "none", model);
  const encoding = settings.encoding ?? (protocol === "openai" ? "base64" : "float");
  const common = {
    model,
    encoding_format: encoding,
    ...(settings.dimensions !== undefined && { dimensions: settings.dimensions }),
    ...(settings["max-tokens"] !== undefined && { truncate_prompt_tokens: settings["max-tokens"] }),
  };
  const prefixes = { query: settings["query-prefix"], document: settings["document-prefix"] };
  return {
    modalities: form === "none" ? ["text"] : ["image", "text"],
    ...(form === "none" && { absentModalities: { image: imageHint } }),
    fusion: form === "vllm" ? "joint" : "sum",
    limits: {
      inputs: settings.batch ?? (protocol === "openai" ? 2048 : 32),
      // A conversation gives one vector, so vLLM takes one image per request.
      images: form === "vllm" ? 1 : Math.min(settings.batch ?? 32, 32),
    },
    instruction: ({ role }) => (role ? prefixes[role] : undefined),
    request: (inputs, instruction) => ({
      path: "/embeddings",
      body: { ...common, ...inputsOf(inputs, instruction ?? "", form) },
    }),
    answer: openaiAnswer,
  };
}

function inputsOf(inputs: readonly ApiInput[], prefix: string, form: ImageForm): object {
  const [first] = inputs;
  if (first?.image === undefined) return { input: inputs.map(({ text }) => prefix + text) };
  if (form === "infinity") return { modality: "image", input: inputs.map(({ image }) => image) };
  if (form === "object") return { input: inputs.map(({ image }) => ({ image })) };
  const text = first.text === undefined ? [] : [{ type: "text", text: prefix + first.text }];
  return { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: first.image } }, ...text] }] };
}

function imageForm(name: string, model: string): ImageForm {
  if (imageForms.includes(name)) return name as ImageForm;
  throw new MiebError("USAGE_INVALID_ARGUMENT", `${model}: images=${name} is not a way of sending images.`, {
    hint: `Ways are ${imageForms.join(", ")}: "http://host:port/v1#MODEL?images=vllm".`,
  });
}
