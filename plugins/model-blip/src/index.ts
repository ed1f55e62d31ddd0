import { definePlugin, type Plugin } from "@mieb/core";
import { blipFamily } from "./blip-family.ts";

const plugin: Plugin = definePlugin({ name: "@mieb/model-blip", contractVersion: 1, modelFamilies: [blipFamily] });

export default plugin;
