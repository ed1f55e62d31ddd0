import { CONTRACT_VERSION, definePlugin, type Plugin } from "@mieb/core";
import { cifar10ZeroShot } from "./tasks/cifar10.ts";

/** The zero-shot classification tasks of MIEB. */
const plugin: Plugin = definePlugin({
  name: "@mieb/task-zero-shot",
  contractVersion: CONTRACT_VERSION,
  tasks: [cifar10ZeroShot],
});

export default plugin;
