import { defineTask, type Task } from "@mieb/core";
import { demoMetadata } from "../demo-metadata.ts";

/** Ten combinations of colour and shape that the demo model was never shown. */
export const demoShapesClustering: Task = defineTask({
  metadata: demoMetadata({
    name: "DemoShapesClustering",
    data: "shapes-clustering",
    description: "Grouping drawn things by colour and shape.",
    type: "ImageClustering",
    category: "i2c",
    modalities: ["image"],
    mainScore: "nmi",
    // Mean of random labels: 200 images in ten groups are so few that it is not 0.
    chanceLevel: 0.1037,
    taskSubtypes: ["Object recognition"],
  }),
  evaluator: "clustering",
});
