import { definePlugin, type Plugin } from "@mieb/core";
import { jinaClipFamily } from "./jina-clip-family.ts";

const plugin: Plugin = definePlugin({
  name: "@mieb/model-jina-clip",
  contractVersion: 1,
  modelFamilies: [jinaClipFamily],
});

export default plugin;
