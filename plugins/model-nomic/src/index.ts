import { definePlugin, type Plugin } from "@mieb/core";
import { nomicFamily } from "./nomic-family.ts";

const plugin: Plugin = definePlugin({
  name: "@mieb/model-nomic",
  contractVersion: 1,
  modelFamilies: [nomicFamily],
});

export default plugin;
