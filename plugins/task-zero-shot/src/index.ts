import { CONTRACT_VERSION, definePlugin, type Plugin } from "@mieb/core";
import { birdsnapZeroShot } from "./tasks/birdsnap.ts";
import { caltech101ZeroShot } from "./tasks/caltech101.ts";
import { cifar10ZeroShot } from "./tasks/cifar10.ts";
import { cifar100ZeroShot } from "./tasks/cifar100.ts";
import { clevrCountZeroShot } from "./tasks/clevr-count.ts";
import { clevrDistanceZeroShot } from "./tasks/clevr-distance.ts";
import { country211ZeroShot } from "./tasks/country211.ts";
import { dtdZeroShot } from "./tasks/dtd.ts";
import { euroSatZeroShot } from "./tasks/euro-sat.ts";
import { fer2013ZeroShot } from "./tasks/fer2013.ts";
import { fgvcAircraftZeroShot } from "./tasks/fgvc-aircraft.ts";
import { food101ZeroShot } from "./tasks/food101.ts";
import { gtsrbZeroShot } from "./tasks/gtsrb.ts";
import { imagenet1kZeroShot } from "./tasks/imagenet1k.ts";
import { mnistZeroShot } from "./tasks/mnist.ts";
import { oxfordPetsZeroShot } from "./tasks/oxford-pets.ts";
import { patchCamelyonZeroShot } from "./tasks/patch-camelyon.ts";
import { renderedSst2 } from "./tasks/rendered-sst2.ts";
import { resisc45ZeroShot } from "./tasks/resisc45.ts";
import { stanfordCarsZeroShot } from "./tasks/stanford-cars.ts";
import { stl10ZeroShot } from "./tasks/stl10.ts";
import { sun397ZeroShot } from "./tasks/sun397.ts";
import { ucf101ZeroShot } from "./tasks/ucf101.ts";

/** The zero-shot classification tasks of MIEB. */
const plugin: Plugin = definePlugin({
  name: "@mieb/task-zero-shot",
  contractVersion: CONTRACT_VERSION,
  tasks: [
    birdsnapZeroShot,
    caltech101ZeroShot,
    cifar10ZeroShot,
    cifar100ZeroShot,
    clevrCountZeroShot,
    clevrDistanceZeroShot,
    country211ZeroShot,
    dtdZeroShot,
    euroSatZeroShot,
    fer2013ZeroShot,
    fgvcAircraftZeroShot,
    food101ZeroShot,
    gtsrbZeroShot,
    imagenet1kZeroShot,
    mnistZeroShot,
    oxfordPetsZeroShot,
    patchCamelyonZeroShot,
    renderedSst2,
    resisc45ZeroShot,
    stanfordCarsZeroShot,
    stl10ZeroShot,
    sun397ZeroShot,
    ucf101ZeroShot,
  ],
});

export default plugin;
