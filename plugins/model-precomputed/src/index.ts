import { definePlugin, type Plugin } from "@mieb/core";
import { vectorsFamily } from "./vectors-family.ts";

const plugin: Plugin = definePlugin({
  name: "@mieb/model-precomputed",
  contractVersion: 1,
  modelFamilies: [vectorsFamily],
});

export default plugin;
