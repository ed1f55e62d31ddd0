import { definePlugin, type Plugin } from "@mieb/core";
import { alignFamily } from "./align-family.ts";

const plugin: Plugin = definePlugin({ name: "@mieb/model-align", contractVersion: 1, modelFamilies: [alignFamily] });

export default plugin;
