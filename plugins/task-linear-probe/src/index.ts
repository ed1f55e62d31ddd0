import { CONTRACT_VERSION, definePlugin, type Plugin } from "@mieb/core";
import { cifar10 } from "./tasks/cifar10.ts";

/** The linear-probe classification tasks of MIEB. */
const plugin: Plugin = definePlugin({
  name: "@mieb/task-linear-probe",
  contractVersion: CONTRACT_VERSION,
  tasks: [cifar10],
});

export default plugin;
