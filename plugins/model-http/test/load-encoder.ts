import type { Encoder } from "@mieb/core";
import { parseReference } from "../src/parse-reference.ts";
import { serverModel } from "../src/server-model.ts";

/** Resolves and loads a reference with these environment variables, with short pauses between repetitions. */
export async function loadEncoder(
  reference: string,
  environment: Readonly<Record<string, string>> = {},
  onWarning: (message: string) => void = () => undefined,
): Promise<Encoder> {
  const before = { ...process.env };
  Object.assign(process.env, environment);
  try {
    const model = serverModel(parseReference(reference, process.env), { firstDelayMs: 20 });
    return await model.load({ dtype: "fp32", device: "cpu", onWarning });
  } finally {
    process.env = before;
  }
}
