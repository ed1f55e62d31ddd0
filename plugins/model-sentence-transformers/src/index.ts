import { definePlugin, type Plugin } from "@mieb/core";
import { sentenceTransformersFamily } from "./sentence-transformers-family.ts";

const plugin: Plugin = definePlugin({
  name: "@mieb/model-sentence-transformers",
  contractVersion: 1,
  modelFamilies: [sentenceTransformersFamily],
});

export default plugin;
