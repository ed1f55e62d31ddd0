import type { TaskResult } from "@mieb/core";
import PQueue from "p-queue";

/** Writes the results of a run, one file at a time. */
export interface ResultSaver {
  /**
   * Resolves with the file once this version or a later one of the task's result is written. A version that waits for
   * its turn when the next one comes is not written at all.
   */
  save(result: TaskResult): Promise<string | null>;
}

/** A saver that writes with `write`, which is never called concurrently. */
export function resultSaver(write: (result: TaskResult) => Promise<string | null>): ResultSaver {
  const queue = new PQueue({ concurrency: 1 });
  const waiting = new Map<string, TaskResult>();
  const turns = new Map<string, Promise<string | null>>();
  return {
    save(result) {
      const { task_name: task } = result;
      const turn = waiting.has(task) ? turns.get(task) : undefined;
      waiting.set(task, result);
      if (turn) return turn;
      const written = queue.add(() => {
        const latest = waiting.get(task) as TaskResult;
        waiting.delete(task);
        return write(latest);
      });
      turns.set(task, written);
      return written;
    },
  };
}
