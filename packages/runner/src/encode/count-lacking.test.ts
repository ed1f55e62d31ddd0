import { MiebError, type Encoder, type EncoderInput, type EncodeOptions } from "@mieb/core";
import { expect, it } from "vitest";
import { withLackingCount } from "./count-lacking.ts";
import type { InputReader } from "./input-reader.ts";
import type { ModelSession } from "./model-session.ts";

const inputOf = (row: number): EncoderInput => ({
  text: `${row}`,
  identity: { table: "t", column: "c", row, contentHash: `${row}` },
});
const reader: InputReader = {
  modality: "text",
  rowCount: 700,
  read: async (start, end) => Array.from({ length: end - start }, (_, index) => inputOf(start + index)),
};
const failure = new MiebError("MODEL_INVALID_OUTPUT", "No vector for row 3.", { hint: "Write it." });

/** What becomes of a failure of an encoder that has vectors of every third row, or that computes its vectors. */
function told(error: unknown, lacking?: Encoder["lacking"]): Promise<unknown> {
  const encoder = { encode: () => Promise.reject(failure), ...(lacking && { lacking }) } satisfies Encoder;
  const session = { encoder: async () => encoder } as unknown as ModelSession;
  const encodeOptions = { split: "test" } as EncodeOptions;
  return withLackingCount(error, { request: "queries", reader, session, encodeOptions, windowBytes: 2 ** 20 });
}
const twoOfThree: Encoder["lacking"] = async (inputs) =>
  inputs.flatMap(({ identity }, index) => (identity.row % 3 === 0 ? [] : [index]));

it("counts what an encoder lacks over all windows of the request", async () => {
  expect(await told(failure, twoOfThree)).toMatchObject({
    code: "MODEL_INVALID_OUTPUT",
    message: '466 of the 700 inputs of request "queries" have no vector. No vector for row 3.',
    hint: "Write it.",
  });
});

it("leaves other failures as they are", async () => {
  const other = new MiebError("MODEL_INVALID_FILE", "A number is none.");
  expect(await told(other, twoOfThree)).toBe(other);
  expect(await told(failure, async () => [])).toBe(failure);
  expect(await told(failure)).toBe(failure);
});
