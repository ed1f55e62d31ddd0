import { definePlugin, type Plugin } from "@mieb/core";
import { siglipFamily } from "./siglip-family.ts";
import { siglipLocations } from "./siglip-locations.ts";

const plugin: Plugin = definePlugin({
  name: "@mieb/model-siglip",
  contractVersion: 1,
  modelFamilies: [siglipFamily],
  modelLocations: siglipLocations,
});

export default plugin;
