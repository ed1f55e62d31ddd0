import { CONTRACT_VERSION, definePlugin, type Plugin } from "@mieb/core";
import { birdsnap } from "./tasks/birdsnap.ts";
import { caltech101 } from "./tasks/caltech101.ts";
import { cifar10 } from "./tasks/cifar10.ts";
import { cifar100 } from "./tasks/cifar100.ts";
import { country211 } from "./tasks/country211.ts";
import { dtd } from "./tasks/dtd.ts";
import { euroSat } from "./tasks/euro-sat.ts";
import { fer2013 } from "./tasks/fer2013.ts";
import { fgvcAircraft } from "./tasks/fgvc-aircraft.ts";
import { food101 } from "./tasks/food101.ts";
import { gtsrb } from "./tasks/gtsrb.ts";
import { imagenet1k } from "./tasks/imagenet1k.ts";
import { mnist } from "./tasks/mnist.ts";
import { oxfordFlowers } from "./tasks/oxford-flowers.ts";
import { oxfordPets } from "./tasks/oxford-pets.ts";
import { patchCamelyon } from "./tasks/patch-camelyon.ts";
import { resisc45 } from "./tasks/resisc45.ts";
import { stanfordCars } from "./tasks/stanford-cars.ts";
import { stl10 } from "./tasks/stl10.ts";
import { sun397 } from "./tasks/sun397.ts";
import { ucf101 } from "./tasks/ucf101.ts";
import { voc2007 } from "./tasks/voc2007.ts";

/** The linear-probe classification tasks of MIEB. */
const plugin: Plugin = definePlugin({
  name: "@mieb/task-linear-probe",
  contractVersion: CONTRACT_VERSION,
  tasks: [
    birdsnap,
    caltech101,
    cifar10,
    cifar100,
    country211,
    dtd,
    euroSat,
    fer2013,
    fgvcAircraft,
    food101,
    gtsrb,
    imagenet1k,
    mnist,
    oxfordFlowers,
    oxfordPets,
    patchCamelyon,
    resisc45,
    stanfordCars,
    stl10,
    sun397,
    ucf101,
    voc2007,
  ],
});

export default plugin;
