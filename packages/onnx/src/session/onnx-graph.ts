/**
 * Just enough of ONNX's protobuf to reach a tensor inside a graph: field numbers of ModelProto (graph 7), GraphProto
 * (node 1, output 12), NodeProto (input 1, output 2, op_type 4) and ValueInfoProto (name 1) from onnx.proto.
 */

interface GraphNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/**
 * The names of the tensors that `outputs` are made of by dividing by their norm, in the same order; an output that is
 * not made so stands for itself.
 */
export function beforeNormalization(model: Uint8Array, outputs: readonly string[]): readonly string[] {
  const producers = new Map(graphNodes(model).flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  return outputs.map((output) => {
    let producer = producers.get(output);
    // Half-precision conversions end in a cast.
    while (producer && ["Cast", "Identity"].includes(producer.operator))
      producer = producers.get(producer.inputs[0] ?? "");
    return producer?.operator === "Div" ? (producer.inputs[0] ?? output) : output;
  });
}

/** The model with more outputs. Protobuf merges repeated fields, so a second graph with outputs only is appended. */
export function withOutputs(model: Uint8Array, names: readonly string[]): Uint8Array {
  const outputs = names.map((name) => field(12, field(1, Buffer.from(name))));
  return Buffer.concat([model, field(7, Buffer.concat(outputs))]);
}

function graphNodes(model: Uint8Array): readonly GraphNode[] {
  return fields(model, 7).flatMap((graph) => fields(graph, 1).map(graphNode));
}

function graphNode(node: Uint8Array): GraphNode {
  const strings = (number: number): readonly string[] =>
    fields(node, number).map((bytes) => Buffer.from(bytes).toString());
  return { operator: strings(4)[0] ?? "", inputs: strings(1), outputs: strings(2) };
}

/** Contents of the length-delimited fields of this number, in order. Views, not copies: models are large. */
function fields(message: Uint8Array, wanted: number): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let offset = 0; offset < message.length;) {
    const key = readVarint(message, offset);
    const type = key.value % 8;
    if (type === 2) {
      const { value: length, next } = readVarint(message, key.next);
      if (Math.floor(key.value / 8) === wanted) found.push(message.subarray(next, next + length));
      offset = next + length;
    } else if (type === 0) offset = readVarint(message, key.next).next;
    else if (type === 1 || type === 5) offset = key.next + (type === 1 ? 8 : 4);
    else throw new Error("not an ONNX file");
  }
  return found;
}

function readVarint(bytes: Uint8Array, start: number): { readonly value: number; readonly next: number } {
  let [value, next] = [0, start];
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[next++];
    if (byte === undefined) throw new Error("the ONNX file ends too early");
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return { value, next };
  }
}

function field(number: number, content: Uint8Array): Uint8Array {
  return Buffer.concat([varint(number * 8 + 2), varint(content.length), content]);
}

function varint(value: number): Uint8Array {
  const bytes = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}
