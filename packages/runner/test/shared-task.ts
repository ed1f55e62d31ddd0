import { images, imageTable, memoryHub, tinyTask } from "./support.ts";

/** Rows of {@link sharedTask}; all differ. */
export const sharedRows = 300;

/** A task that several processes run. */
export const sharedTask = tinyTask("Shared");

export const sharedHub = memoryHub({
  "tiny/shared": { "default/test": imageTable("tiny/shared", images(sharedRows)) },
});
