import { definePlugin, type Plugin } from "@mieb/core";
import { pythonFamily } from "./python-family.ts";

const plugin: Plugin = definePlugin({ name: "@mieb/model-python", contractVersion: 1, modelFamilies: [pythonFamily] });

export default plugin;
