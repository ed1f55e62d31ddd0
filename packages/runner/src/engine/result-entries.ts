import type { ScoreEntry, Task, TaskResult } from "@mieb/core";
import type { Evaluation } from "@mieb/results";
import { provenance, usageSince } from "./provenance.ts";
import { extendResult, type ResultDetails } from "./result-draft.ts";
import type { RunContext } from "./run-context.ts";
import type { TaskMeter } from "./task-meter.ts";

/** The entries of one task's result, in the order in which they are scored. */
export interface ResultEntries {
  add(evaluation: Evaluation, entry: ScoreEntry): Promise<void>;
  /** The result with all entries, once it is written. */
  saved(): Promise<{ readonly result: TaskResult; readonly file: string | null }>;
}

interface Beginning {
  /** The result of an earlier run that is extended. */
  readonly base: TaskResult | null;
  /** Of the data. */
  readonly revision: string;
  readonly meter: TaskMeter;
}

/** Entries that are added to `base` and written as they come. */
export function resultEntries({ metadata }: Task, beginning: Beginning, context: RunContext): ResultEntries {
  const { saver, results, emit } = context;
  const detailsOf = detailsMeter(beginning, context);
  let result = beginning.base;
  let written: Promise<string | null> = Promise.resolve(null);
  return {
    async add({ split, subset }, entry) {
      result = extendResult(metadata, result, { split, entry, details: await detailsOf() });
      results.set(metadata.name, result);
      written = saver.save(result);
      written.catch(() => undefined); // Seen by saved().
      emit({ type: "entry-scored", task: metadata.name, split, subset, entry });
    },
    saved: async () => ({ file: await written, result: result as TaskResult }),
  };
}

/** Details of a result at the moment of asking: time and effort since the task began. */
function detailsMeter({ base, revision, meter }: Beginning, context: RunContext): () => Promise<ResultDetails> {
  const { stopwatch, inputs, batchLatencies } = meter;
  const usageBefore = context.session.usage();
  return async () => {
    const encoding = stopwatch.phases.filter(({ name }) => name.startsWith("Encoding"));
    const effort = {
      ...inputs,
      encodeSeconds: encoding.reduce((sum, { start, end }) => sum + end - start, 0),
      batchLatencies,
      usage: usageSince(usageBefore, context.session.usage()),
    };
    return {
      revision,
      seconds: (base?.evaluation_time ?? 0) + stopwatch.seconds,
      phases: stopwatch.phases.toSorted((a, b) => a.start - b.start),
      mieb: await provenance(context, effort),
    };
  };
}
