import { definePlugin, type Plugin } from "@mieb/core";
import { httpFamily } from "./http-family.ts";

const plugin: Plugin = definePlugin({ name: "@mieb/model-http", contractVersion: 1, modelFamilies: [httpFamily] });

export default plugin;
