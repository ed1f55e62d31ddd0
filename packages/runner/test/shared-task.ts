import { images, imageTable, memoryHub } from "./memory-hub.ts";
import { tinyTask } from "./tiny-task.ts";

/** Rows of {@link sharedTask}; all differ. */
export const sharedRows = 300;

/** A task that several processes run. */
export const sharedTask = tinyTask("Shared");

export const sharedHub = memoryHub({
  "tiny/shared": { "default/test": imageTable("tiny/shared", images(sharedRows)) },
});
