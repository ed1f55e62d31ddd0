import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openHub } from "@mieb/datasets";
import { startInferenceEngine, textTokenizer } from "@mieb/onnx";
import { vectorDifference } from "@mieb/testing";
import { expect, it } from "vitest";
import { poolingModes, poolSequences } from "../src/pool-sequence.ts";
import { readTokenizer } from "../src/text-config.ts";

const folder = new URL("fixtures/tiny-sentences/", import.meta.url);
const { texts, pooled } = JSON.parse(readFileSync(new URL("expected.json", folder), "utf8")) as {
  readonly texts: readonly { readonly text: string }[];
  readonly pooled: Readonly<Record<string, readonly (readonly number[])[]>>;
};

it.each(poolingModes)("pooling by %s is that of the library", async (mode) => {
  const repository = await openHub().model(fileURLToPath(folder));
  const settings = { maxTokens: 32, maxPositions: 64, lowercases: true };
  const tokens = textTokenizer(await readTokenizer(repository, settings)).encode(texts.map(({ text }) => text));
  const dims = [tokens.rowCount, tokens.length];
  await using engine = startInferenceEngine({ threads: 1 });
  await engine.load({ graph: "model", path: fileURLToPath(new URL("onnx/model.onnx", folder)), unnormalized: [] });
  const feeds = {
    input_ids: { data: tokens.inputIds, dims },
    attention_mask: { data: tokens.attentionMask.slice(), dims },
  };
  const tensor = await engine.run({ graph: "model", feeds, output: "last_hidden_state" });
  const rows = poolSequences(tensor, tokens, { modes: [mode], from: "model" });
  expect(vectorDifference(rows, pooled[mode] ?? [])).toBeLessThan(1e-5);
});
