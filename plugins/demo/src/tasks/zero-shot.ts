import { defineTask, type Task } from "@mieb/core";
import { demoMetadata } from "../demo-metadata.ts";

/** Fourteen combinations of colour and shape that the demo model was never shown. */
export const demoShapesZeroShot: Task = defineTask({
  metadata: demoMetadata({
    name: "DemoShapesZeroShot",
    data: "shapes-zero-shot",
    description: "Naming the colour and shape of a thing; training saw each colour and each shape, never these pairs.",
    type: "ZeroShotClassification",
    category: "i2t",
    modalities: ["image", "text"],
    mainScore: "accuracy",
    chanceLevel: 1 / 14,
    taskSubtypes: ["Object recognition"],
  }),
  evaluator: "zero-shot",
  options: { template: "a {name}" },
});
