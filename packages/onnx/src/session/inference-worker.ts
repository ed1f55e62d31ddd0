/** The thread that holds a model's sessions: ONNX Runtime's `run` blocks the thread it is called from. */
import { readFile } from "node:fs/promises";
import { parentPort } from "node:worker_threads";
import { env, InferenceSession, Tensor as OrtTensor } from "onnxruntime-node";
import { float32ToHalf, halfToFloat32 } from "./half-precision.ts";
import { beforeNormalization, withOutputs } from "./onnx-graph.ts";
import type {
  GraphSignature,
  GraphValue,
  LoadRequest,
  OutputTensor,
  RunRequest,
  Tensor,
  WorkerMessage,
  WorkerReply,
  WorkerRequest,
} from "./protocol.ts";

const port = parentPort;
if (!port) throw new Error("inference-worker runs as a worker thread only");

// With Float16Array in the engine onnxruntime-node 1.30 wraps half-precision tensors in one, which its own native side
// reads as empty. Without it, in this thread only, it keeps to bit patterns.
Reflect.deleteProperty(globalThis, "Float16Array");

// What fails is thrown and told in our words; ONNX Runtime's own coloured lines would come first.
env.logLevel = "fatal";

interface LoadedGraph {
  readonly session: InferenceSession;
  /** Element types by input. */
  readonly types: ReadonlyMap<string, string>;
  /** Tensors that stand in for outputs. */
  readonly raw: ReadonlyMap<string, string>;
}

const graphs = new Map<string, LoadedGraph>();

// One after the other: sessions use all their threads for one run.
let last: Promise<unknown> = Promise.resolve();
let closing = false;
port.on("message", (message: WorkerMessage) => {
  closing ||= message.kind === "close";
  last = last.then(() => answer(message));
});

async function answer({ id, ...request }: WorkerMessage): Promise<void> {
  try {
    const result = await handle(request as WorkerRequest);
    const transfer = result && "data" in result ? [result.data.buffer as ArrayBuffer] : [];
    port?.postMessage({ id, result } satisfies WorkerReply, transfer);
  } catch (error) {
    port?.postMessage({ id, error: error instanceof Error ? error.message : String(error) } satisfies WorkerReply);
  }
  if (request.kind === "close") port?.close();
}

async function handle(request: WorkerRequest): Promise<GraphSignature | OutputTensor | null> {
  if (closing && request.kind !== "close") throw new Error("the model was closed");
  if (request.kind === "load") return load(request);
  if (request.kind === "run") return run(request);
  for (const { session } of graphs.values()) await session.release();
  return null;
}

async function load({ graph, path, unnormalized, threads, device }: LoadRequest): Promise<GraphSignature> {
  const options: InferenceSession.SessionOptions = {
    executionProviders: [device],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // Threads that wait for work by spinning take the cores that decode the next batch.
    extra: { session: { intra_op: { allow_spinning: "0" } } },
    logSeverityLevel: 4,
  };
  const { session, raw } = await openSession(path, unnormalized, options);
  const inputs = session.inputMetadata.map(graphValue);
  graphs.set(graph, { session, types: new Map(inputs.map(({ name, type }) => [name, type])), raw });
  return { inputs, outputs: session.outputMetadata.map(graphValue) };
}

async function openSession(
  path: string,
  unnormalized: readonly string[],
  options: InferenceSession.SessionOptions,
): Promise<Pick<LoadedGraph, "session" | "raw">> {
  const model = unnormalized.length > 0 ? await readFile(path) : undefined;
  const names = model ? beforeNormalization(model, unnormalized) : [];
  const raw = new Map(unnormalized.map((output, index) => [output, names[index] ?? output]));
  const added = [...raw].filter(([output, name]) => output !== name).map(([, name]) => name);
  const source = model && added.length > 0 ? withOutputs(model, added) : undefined;
  return {
    session: await (source ? InferenceSession.create(source, options) : InferenceSession.create(path, options)),
    raw,
  };
}

function graphValue(metadata: InferenceSession.ValueMetadata): GraphValue {
  return metadata.isTensor
    ? { name: metadata.name, type: metadata.type, dims: metadata.shape }
    : { name: metadata.name, type: "not a tensor", dims: [] };
}

async function run({ graph, feeds, output }: RunRequest): Promise<OutputTensor> {
  const loaded = graphs.get(graph);
  if (!loaded) throw new Error(`no graph "${graph}" was loaded`);
  const { session, types, raw } = loaded;
  const fetched = raw.get(output) ?? output;
  const converted = Object.entries(feeds).map(([name, tensor]) => [name, ortTensor(tensor, types.get(name))] as const);
  const results = await session.run(Object.fromEntries(converted), [fetched]);
  const result = results[fetched];
  if (!result) throw new Error(`the graph gave no output "${output}"`);
  return { data: toFloat32(result), dims: result.dims };
}

function ortTensor({ data, dims }: Tensor, type: string | undefined): OrtTensor {
  if (type === "int64") return new OrtTensor("int64", BigInt64Array.from(data, BigInt), dims);
  if (type === "int32") return new OrtTensor("int32", Int32Array.from(data), dims);
  if (type === "bool") return new OrtTensor("bool", Uint8Array.from(data), dims);
  if (type === "float16") return new OrtTensor("float16", float32ToHalf(Float32Array.from(data)), dims);
  if (type === "float32")
    return new OrtTensor("float32", data instanceof Float32Array ? data : Float32Array.from(data), dims);
  throw new Error(`inputs of type ${type ?? "unknown"} are not supported`);
}

/** A copy of its own, so that it can be transferred. */
function toFloat32({ type, data }: OrtTensor): Float32Array {
  if (type === "float16") return halfToFloat32(data as Uint16Array);
  if (type === "float32") return new Float32Array(data as Float32Array);
  throw new Error(`outputs of type ${type} are not supported`);
}
