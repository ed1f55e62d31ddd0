import { createRequire } from "node:module";

/** What computes the vectors, with its version: recorded in results, no part of a fingerprint. Does not load it. */
export function inferenceSoftware(): Readonly<Record<string, string>> {
  const { version } = createRequire(import.meta.url)("onnxruntime-node/package.json") as { readonly version: string };
  return { "onnxruntime-node": version };
}
