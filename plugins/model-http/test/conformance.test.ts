import { describeModel } from "@mieb/testing";
import { afterAll } from "vitest";
import { embeddingServer } from "./embedding-server.ts";
import { loadEncoder } from "./load-encoder.ts";

const server = await embeddingServer();
afterAll(() => server[Symbol.asyncDispose]());

describeModel("OpenAI-compatible, Infinity", () => loadEncoder(`${server.url}/v1#m?images=infinity&batch=2`));
describeModel("OpenAI-compatible, vLLM", () => loadEncoder(`${server.url}/v1#m?images=vllm`));
describeModel("Cohere", () => loadEncoder("cohere:embed-v4.0", { COHERE_BASE_URL: `${server.url}/v2` }));
describeModel("Voyage", () => loadEncoder("voyage:voyage-multimodal-3", { VOYAGE_BASE_URL: `${server.url}/v1` }));
describeModel("Jina", () => loadEncoder("jina:jina-clip-v2", { JINA_BASE_URL: `${server.url}/v1` }));
