import { describe, expect, it } from "vitest";
import { textTokenizer, type TokenizerFiles } from "./text-tokenizer.ts";

/** One token per word, between <s> and </s>. */
const tokenizer = {
  version: "1.0",
  added_tokens: ["<pad>", "<s>", "</s>"].map((content, id) => ({ id, content, special: true, normalized: false })),
  normalizer: { type: "Sequence", normalizers: [{ type: "Lowercase" }] },
  pre_tokenizer: { type: "WhitespaceSplit" },
  post_processor: {
    type: "RobertaProcessing",
    sep: ["</s>", 2],
    cls: ["<s>", 1],
    trim_offsets: false,
    add_prefix_space: false,
  },
  decoder: null,
  model: {
    type: "WordLevel",
    unk_token: "<pad>",
    vocab: { "<pad>": 0, "<s>": 1, "</s>": 2, one: 3, two: 4, three: 5, four: 6, οδοσ: 7 },
  },
};
const config = { model_max_length: 4, pad_token: "<pad>" };
const open = (changes: Partial<TokenizerFiles> = {}): ReturnType<typeof textTokenizer> =>
  textTokenizer({ tokenizer, config, maxPositions: 77, ...changes });

describe("textTokenizer", () => {
  it("pads to the longest text and masks the padding", () => {
    expect(open().encode(["one two", "", "three"])).toEqual({
      inputIds: Int32Array.of(1, 3, 4, 2, 1, 2, 0, 0, 1, 5, 2, 0),
      attentionMask: Int32Array.of(1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 0),
      rowCount: 3,
      length: 4,
    });
  });

  it("pads and truncates on the left where the configuration says so", () => {
    const left = open({
      config: { ...config, padding_side: "left", truncation_side: "left", pad_token: { content: "</s>" } },
    });
    const { inputIds, attentionMask } = left.encode(["one two three", "four"]);
    expect([...inputIds]).toEqual([1, 4, 5, 2, 2, 1, 6, 2]);
    expect([...attentionMask]).toEqual([1, 1, 1, 1, 0, 1, 1, 1]);
  });

  it("keeps the special tokens when it truncates", () => {
    expect([...open().encode(["one two three four"]).inputIds]).toEqual([1, 3, 4, 2]);
  });

  it("falls back on the model's positions where the configuration has no limit", () => {
    expect(open({ config: { ...config, model_max_length: 1e30 }, maxPositions: 3 }).maxTokens).toBe(3);
  });

  it("pads to full length when asked to", () => {
    expect([...open({ padding: "max-length" }).encode(["one"]).inputIds]).toEqual([1, 3, 2, 0]);
  });

  it("lowercases a last sigma as the Rust tokenizer does", () => {
    expect([...open().encode(["ΟΔΟΣ"]).inputIds]).toEqual([1, 7, 2]);
  });

  it.each([
    [{ tokenizer: {} }, "tokenizer.json"],
    [{ config: { ...config, padding_side: "up" } }, "tokenizer_config.json"],
    [{ config: { pad_token: "[PAD]" } }, "[PAD]"],
  ])("names the file that is wrong: %j", (changes, named) => {
    expect(() => open(changes)).toThrow(
      expect.objectContaining({ code: "MODEL_INVALID_FILE", message: expect.stringContaining(named) }),
    );
  });
});
