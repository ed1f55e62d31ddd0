import { CONTRACT_VERSION, definePlugin, type Plugin } from "@mieb/core";
import { cifar10Clustering } from "./tasks/cifar10.ts";
import { cifar100Clustering } from "./tasks/cifar100.ts";
import { imagenet10Clustering } from "./tasks/imagenet10.ts";
import { imagenetDog15Clustering } from "./tasks/imagenet-dog15.ts";
import { tinyImagenetClustering } from "./tasks/tiny-imagenet.ts";

/** The clustering tasks of MIEB. */
const plugin: Plugin = definePlugin({
  name: "@mieb/task-clustering",
  contractVersion: CONTRACT_VERSION,
  tasks: [cifar10Clustering, cifar100Clustering, imagenet10Clustering, imagenetDog15Clustering, tinyImagenetClustering],
});

export default plugin;
