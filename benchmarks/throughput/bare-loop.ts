import { InferenceSession, Tensor } from "onnxruntime-node";
import type { RecordedRun } from "./recorded-runs.ts";

/** Does all runs with ONNX Runtime, one after the other, and nothing else. */
export type BareLoop = () => Promise<void>;

/** Opens the graphs with ONNX Runtime's defaults, makes the tensors and does the first run. */
export async function bareLoop(recorded: readonly RecordedRun[], threads: number): Promise<BareLoop> {
  const sessions = new Map<string, InferenceSession>();
  for (const path of new Set(recorded.map((run) => run.path))) {
    sessions.set(path, await InferenceSession.create(path, { intraOpNumThreads: threads }));
  }
  const runs = recorded.flatMap(({ path, feeds, output }) => {
    const session = sessions.get(path);
    if (!session) return [];
    const made = tensors(session, feeds);
    return [() => session.run(made, [output])];
  });
  await runs[0]?.();
  return async () => {
    for (const run of runs) await run();
  };
}

/** Feeds in the graph's own types. */
function tensors(session: InferenceSession, feeds: RecordedRun["feeds"]): Readonly<Record<string, Tensor>> {
  const typeOf = (name: string): string =>
    session.inputMetadata.flatMap((input) => (input.name === name && input.isTensor ? [input.type] : []))[0] ?? "";
  return Object.fromEntries(
    Object.entries(feeds).map(([name, { data, dims }]) => {
      if (typeOf(name) === "int64") return [name, new Tensor("int64", BigInt64Array.from(data, BigInt), dims)];
      return data instanceof Float32Array
        ? [name, new Tensor("float32", data, dims)]
        : [name, new Tensor("int32", data, dims)];
    }),
  );
}
