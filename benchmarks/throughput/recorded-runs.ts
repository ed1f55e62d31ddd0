import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { InferenceMessage, Tensor } from "@mieb/onnx";

/** A run of a graph as ONNX Runtime was asked for it. */
export interface RecordedRun {
  /** ONNX file. */
  readonly path: string;
  readonly feeds: Readonly<Record<string, Tensor>>;
  readonly output: string;
}

/** Does some work; gives what it made, and the runs that it asked of models loaded in it, in order. */
export async function recorded<T>(
  work: () => Promise<T>,
): Promise<{ readonly made: T; readonly runs: readonly RecordedRun[] }> {
  const paths = new Map<string, string>();
  const runs: RecordedRun[] = [];
  const record = (message: unknown): void => {
    const told = message as InferenceMessage;
    if (told.kind === "load") paths.set(told.graph, told.path);
    else
      runs.push({ path: paths.get(told.graph) ?? told.graph, feeds: structuredClone(told.feeds), output: told.output });
  };
  subscribe("mieb:inference", record);
  try {
    return { made: await work(), runs };
  } finally {
    unsubscribe("mieb:inference", record);
  }
}
