import { definePlugin, type Plugin } from "@mieb/core";
import { dinoFamily, dinoMeanFamily } from "./dino-family.ts";
import { dinoLocations } from "./dino-locations.ts";

const plugin: Plugin = definePlugin({
  name: "@mieb/model-dino",
  contractVersion: 1,
  modelFamilies: [dinoFamily, dinoMeanFamily],
  modelLocations: dinoLocations,
});

export default plugin;
