import { CONTRACT_VERSION, definePlugin, type Plugin } from "@mieb/core";

/** The clustering tasks of MIEB. */
const plugin: Plugin = definePlugin({
  name: "@mieb/task-clustering",
  contractVersion: CONTRACT_VERSION,
  tasks: [],
});

export default plugin;
