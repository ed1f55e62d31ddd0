import type { ApiInput } from "../apis/embedding-api.ts";

/** Base64 text that a request may hold; hosted APIs refuse bodies of some 20 MB. */
const maxCharacters = 16 * 2 ** 20;

/** Parts `[start, end)` of a batch, in order, each of at most `maxInputs` inputs and as many characters as a request may hold. */
export function splitBatch(inputs: readonly ApiInput[], maxInputs: number): readonly (readonly [number, number])[] {
  const parts: [number, number][] = [];
  let [start, characters] = [0, 0];
  for (const [index, { text = "", image = "" }] of inputs.entries()) {
    const size = text.length + image.length;
    if (index > start && (index - start >= maxInputs || characters + size > maxCharacters)) {
      parts.push([start, index]);
      [start, characters] = [index, 0];
    }
    characters += size;
  }
  if (inputs.length > start) parts.push([start, inputs.length]);
  return parts;
}
