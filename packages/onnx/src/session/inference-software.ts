import { createRequire } from "node:module";

const { version } = createRequire(import.meta.url)("onnxruntime-node/package.json") as { readonly version: string };

/** What computes the vectors, with its version: recorded in results, no part of a fingerprint. */
export const inferenceSoftware: Readonly<Record<string, string>> = { "onnxruntime-node": version };
