import { definePlugin, type Plugin } from "@mieb/core";
import { evaClipFamily } from "./eva-clip-family.ts";

const plugin: Plugin = definePlugin({
  name: "@mieb/model-eva-clip",
  contractVersion: 1,
  modelFamilies: [evaClipFamily],
});

export default plugin;
