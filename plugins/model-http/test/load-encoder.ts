import type { Encoder } from "@mieb/core";
import { httpFamily } from "../src/http-family.ts";

/** Resolves and loads a reference with these environment variables, as the command line does. */
export async function loadEncoder(
  reference: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Encoder> {
  const before = { ...process.env };
  Object.assign(process.env, environment);
  try {
    const model = await httpFamily.open({ reference, scheme: reference.slice(0, reference.indexOf(":")) });
    return await model.load({ dtype: "fp32", device: "cpu" });
  } finally {
    process.env = before;
  }
}
