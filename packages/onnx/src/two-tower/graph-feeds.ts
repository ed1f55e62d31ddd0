import { MiebError } from "@mieb/core";
import type { ImageSize } from "@mieb/kernels";
import type { GraphSignature, GraphValue, Tensor } from "../session/protocol.ts";

/**
 * The feeds a graph asks for: those given that it knows, and one blank row for the inputs of the other tower in a graph
 * that holds both (the towers do not influence each other).
 * @throws MiebError `MODEL_INVALID_FILE` for an input nobody knows
 */
export function graphFeeds(
  signature: GraphSignature,
  given: Readonly<Record<string, Tensor>>,
  imageSize: ImageSize | null,
): Record<string, Tensor> {
  return Object.fromEntries(
    signature.inputs.map((input) => [input.name, given[input.name] ?? blankInput(input, given, imageSize)]),
  );
}

function blankInput(input: GraphValue, given: Readonly<Record<string, Tensor>>, imageSize: ImageSize | null): Tensor {
  if (input.name === "token_type_ids" && given["input_ids"]) {
    const { dims, data } = given["input_ids"];
    return { data: new Int32Array(data.length), dims };
  }
  if (input.name === "pixel_values" && imageSize) {
    const { width, height } = imageSize;
    return { data: new Float32Array(3 * height * width), dims: [1, 3, height, width] };
  }
  if (["input_ids", "attention_mask", "token_type_ids"].includes(input.name)) {
    const length = typeof input.dims[1] === "number" ? input.dims[1] : 1;
    return { data: new Int32Array(length).fill(input.name === "attention_mask" ? 1 : 0), dims: [1, length] };
  }
  throw new MiebError(
    "MODEL_INVALID_FILE",
    `The graph asks for an input "${input.name}" that this model family does not give.`,
    {
      hint: "Export the model again for feature extraction.",
    },
  );
}
