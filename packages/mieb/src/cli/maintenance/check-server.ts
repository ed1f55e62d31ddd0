import { createHash } from "node:crypto";
import { toMiebError, type EncodeOptions, type Model } from "@mieb/core";
import type { Check } from "./doctor.ts";
import { failureOf } from "./failure-of.ts";

const text = "a photo of a cat.";

/** The context of an input that no task has. */
const options: Omit<EncodeOptions, "signal"> = {
  task: {
    name: "Doctor",
    description: "One input, to see whether a model answers.",
    type: "VisualSTS(eng)",
    category: "t2t",
    modalities: ["text"],
    dataset: { path: "none", revision: "none" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "cosine_spearman",
    license: "apache-2.0",
    reference: null,
    citation: "",
  },
  split: "test",
  subset: "default",
  imageConversion: "native",
};

/** Has a server embed one short text: without a key, the finding names the environment variable for it. */
export async function checkServer(model: Model, signal: AbortSignal): Promise<Check> {
  try {
    const start = performance.now();
    const dimension = await dimensionOf(model, signal);
    const milliseconds = Math.round(performance.now() - start);
    const detail = `answers a text with a vector of ${dimension} numbers in ${milliseconds} ms`;
    return { name: "server", status: "ok", detail };
  } catch (error) {
    return failureOf("server", toMiebError(error));
  }
}

async function dimensionOf(model: Model, signal: AbortSignal): Promise<number> {
  const encoder = await model.load({ dtype: "fp32", device: "cpu", signal });
  try {
    const contentHash = createHash("sha256").update(text).digest("hex");
    const input = { text, identity: { table: "doctor", column: "text", row: 0, contentHash } };
    return (await encoder.encode([input], { ...options, signal })).dimension;
  } finally {
    await encoder[Symbol.asyncDispose]?.();
  }
}
