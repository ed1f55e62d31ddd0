export * from "./kernels.ts";
export { loadKernels } from "./load-kernels.ts";
