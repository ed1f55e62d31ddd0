import { defineTask, type Task } from "@mieb/core";
import { demoMetadata } from "../demo-metadata.ts";

/** Nine large shapes in any colour and position. */
export const demoShapesLinearProbe: Task = defineTask({
  metadata: demoMetadata({
    name: "DemoShapesLinearProbe",
    data: "shapes-linear-probe",
    description: "Classifying drawn shapes whatever their colour and position.",
    type: "ImageClassification",
    category: "i2c",
    modalities: ["image"],
    mainScore: "accuracy",
    chanceLevel: 1 / 9,
    taskSubtypes: ["Object recognition"],
  }),
  evaluator: "linear-probe",
});
