import process from "node:process";
import type { ModelFamily } from "@mieb/core";
import { parseReference } from "./parse-reference.ts";

/** Models behind embedding servers, by scheme: `openai:`, `cohere:`, `voyage:`, `jina:`, and `http://host:port/v1#MODEL`. */
export const httpFamily: ModelFamily = {
  name: "http",
  claims: "openai:MODEL, cohere:MODEL, voyage:MODEL, jina:MODEL, http://host:port/v1#MODEL",
  schemes: ["openai", "cohere", "voyage", "jina", "http", "https"],
  match: ({ scheme }) => scheme !== undefined,
  async open({ reference }) {
    const parsed = parseReference(reference, process.env);
    const { serverModel } = await import("./server-model.ts");
    return serverModel(parsed);
  },
};
