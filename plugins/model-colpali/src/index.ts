import { definePlugin, type Plugin } from "@mieb/core";
import { colpaliFamily } from "./colpali-family.ts";

const plugin: Plugin = definePlugin({
  name: "@mieb/model-colpali",
  contractVersion: 1,
  modelFamilies: [colpaliFamily],
});

export default plugin;
