import { definePlugin, type Plugin } from "@mieb/core";
import { clipFamily } from "./clip-family.ts";
import { clipLocations } from "./clip-locations.ts";
import { openClipFamily } from "./open-clip-family.ts";

const plugin: Plugin = definePlugin({
  name: "@mieb/model-clip",
  contractVersion: 1,
  modelFamilies: [clipFamily, openClipFamily],
  modelLocations: clipLocations,
});

export default plugin;
