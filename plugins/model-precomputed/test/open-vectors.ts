import { createHash } from "node:crypto";
import type { EncodeOptions, Encoder, EncoderInput, TaskMetadata } from "@mieb/core";
import { vectorsFamily } from "../src/vectors-family.ts";

/** The encoder of `vectors:PATH`, which always has files to close. */
export async function loadVectors(path: string): Promise<Encoder & AsyncDisposable> {
  const model = await vectorsFamily.open({ reference: `vectors:${path}`, scheme: "vectors" });
  return (await model.load({ dtype: "fp32", device: "cpu" })) as Encoder & AsyncDisposable;
}

/** A text as the runner gives it: row `row` of the fixtures' table. */
export function textInput(text: string, row: number): EncoderInput {
  const contentHash = createHash("sha256").update(text).digest("hex");
  return { text, identity: { table: "owner/data (default/test)", column: "caption", row, contentHash } };
}

export function optionsOf(changes: Partial<EncodeOptions> = {}): EncodeOptions {
  const task = { name: "Some" } as TaskMetadata;
  return { task, split: "test", subset: "default", imageConversion: "native", ...changes };
}
