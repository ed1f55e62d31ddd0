import { defineTask, type Task } from "@mieb/core";
import { demoMetadata } from "../demo-metadata.ts";

/** Two captions of the same words; the false one exchanges the things or their colours. */
export const demoAttributePairs: Task = defineTask({
  metadata: demoMetadata({
    name: "DemoAttributePairs",
    data: "attribute-pairs",
    description: "Telling the true caption from one with things or colours exchanged.",
    type: "Compositionality",
    category: "i2t",
    modalities: ["image", "text"],
    mainScore: "text_acc",
    chanceLevel: 1 / 2,
    taskSubtypes: ["Caption Pairing"],
  }),
  evaluator: "image-text-pair",
  options: { images: ["image"], texts: ["true_caption", "false_caption"] },
});
