/** A tensor on its way between threads; the graph's own element type is the worker's business. */
export interface Tensor {
  readonly data: Float32Array | Int32Array;
  readonly dims: readonly number[];
}

/** A tensor the graph returned, as float32. */
export interface OutputTensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** An input or output of a graph. A dimension is a number, or a name when it is free. */
export interface GraphValue {
  readonly name: string;
  /** Element type in ONNX's words: `float32`, `float16`, `int64` … */
  readonly type: string;
  readonly dims: readonly (number | string)[];
}

export interface GraphSignature {
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
}

export interface LoadRequest {
  readonly kind: "load";
  /** Name later runs refer to. */
  readonly graph: string;
  /** ONNX file; its external data lies beside it. */
  readonly path: string;
  /** Outputs to give as they were before the graph divided them by their norm. */
  readonly unnormalized: readonly string[];
  readonly threads: number;
  /** Execution provider: `cpu`, `cuda` … */
  readonly device: string;
}

export interface RunRequest {
  readonly kind: "run";
  readonly graph: string;
  readonly feeds: Readonly<Record<string, Tensor>>;
  readonly output: string;
}

export interface CloseRequest {
  readonly kind: "close";
}

export type WorkerRequest = LoadRequest | RunRequest | CloseRequest;

export type WorkerMessage = WorkerRequest & { readonly id: number };

export type WorkerReply =
  | { readonly id: number; readonly result: GraphSignature | OutputTensor | null }
  | { readonly id: number; readonly error: string };
