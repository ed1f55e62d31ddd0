import type { Kernels } from "./kernels.ts";
import { checkedKernels } from "./checked-kernels.ts";
import { typescriptBackend } from "./typescript-backend.ts";

let loaded: Kernels | undefined;

/** The kernels of this process, chosen at the first call. */
export function loadKernels(): Kernels {
  loaded ??= checkedKernels(typescriptBackend("TypeScript"));
  return loaded;
}
