import { CONTRACT_VERSION, definePlugin, type Plugin } from "@mieb/core";
import { flickr30kI2T, flickr30kT2I } from "./tasks/flickr30k.ts";

/** The retrieval tasks of MIEB. */
const plugin: Plugin = definePlugin({
  name: "@mieb/task-retrieval",
  contractVersion: CONTRACT_VERSION,
  tasks: [flickr30kI2T, flickr30kT2I],
});

export default plugin;
