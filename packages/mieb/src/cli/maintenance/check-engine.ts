import { createRequire } from "node:module";
import { availableParallelism, totalmem } from "node:os";
import prettyBytes from "pretty-bytes";
import type { Check } from "./doctor.ts";

export function checkNode(): Check {
  const detail = `${process.version} on ${process.platform}-${process.arch}, ${availableParallelism()} cores, ${prettyBytes(totalmem(), { binary: true })} memory`;
  return { name: "Node", status: "ok", detail };
}

/** Which implementation of the number work this process gets. */
export async function checkKernels(): Promise<Check> {
  const { loadKernels } = await import("@mieb/kernels");
  const { tier, origin } = loadKernels();
  if (tier !== "typescript") return { name: "kernels", status: "ok", detail: tier };
  return {
    name: "kernels",
    status: "warn",
    detail: `TypeScript, the same work slower: ${origin}`,
    hint: "Scores differ by float32 rounding at most. In a checkout, `npm run setup` builds the addon where cargo is installed.",
  };
}

/** Whether ONNX Runtime's native library loads. */
export function checkEngine(): Check {
  try {
    const ours = createRequire(import.meta.url).resolve("@mieb/onnx");
    const { env } = createRequire(ours)("onnxruntime-node") as {
      readonly env: { readonly versions: { readonly common: string } };
    };
    return { name: "ONNX Runtime", status: "ok", detail: env.versions.common };
  } catch (error) {
    const detail = `does not load: ${(error as Error).message.split("\n")[0]}`;
    return {
      name: "ONNX Runtime",
      status: "fail",
      detail,
      hint: "Install again for this platform: npm i onnxruntime-node",
    };
  }
}
