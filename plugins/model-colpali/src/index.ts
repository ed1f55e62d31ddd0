import { definePlugin, type Plugin } from "@mieb/core";
import { colpaliFamily } from "./colpali-family.ts";
import { colqwen2Family } from "./colqwen2-family.ts";

const plugin: Plugin = definePlugin({
  name: "@mieb/model-colpali",
  contractVersion: 1,
  modelFamilies: [colpaliFamily, colqwen2Family],
});

export default plugin;
