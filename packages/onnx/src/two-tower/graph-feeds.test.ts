import { describe, expect, it } from "vitest";
import type { GraphSignature, Tensor } from "../session/protocol.ts";
import { graphFeeds } from "./graph-feeds.ts";

const signatureOf = (...names: readonly string[]): GraphSignature => ({
  inputs: names.map((name) => ({ name, type: "int64", dims: ["batch", name === "input_ids" ? 7 : "length"] })),
  outputs: [],
});
const ids: Tensor = { data: Int32Array.of(5, 6), dims: [1, 2] };

describe("graphFeeds", () => {
  it("leaves out what the graph does not ask for", () => {
    expect(graphFeeds(signatureOf("input_ids"), { input_ids: ids, attention_mask: ids }, null)).toEqual({
      input_ids: ids,
    });
  });

  it("gives token types of zero for the texts at hand", () => {
    const feeds = graphFeeds(signatureOf("input_ids", "token_type_ids"), { input_ids: ids }, null);
    expect(feeds["token_type_ids"]).toEqual({ data: Int32Array.of(0, 0), dims: [1, 2] });
  });

  it("gives the other tower one blank row", () => {
    const size = { width: 3, height: 2 };
    expect(graphFeeds(signatureOf("input_ids", "attention_mask", "pixel_values"), {}, size)).toEqual({
      input_ids: { data: new Int32Array(7), dims: [1, 7] },
      attention_mask: { data: Int32Array.of(1), dims: [1, 1] },
      pixel_values: { data: new Float32Array(18), dims: [1, 3, 2, 3] },
    });
  });

  it("names an input that nobody knows", () => {
    expect(() => graphFeeds(signatureOf("past_key_values"), {}, null)).toThrow(
      expect.objectContaining({ code: "MODEL_INVALID_FILE", message: expect.stringContaining("past_key_values") }),
    );
  });
});
