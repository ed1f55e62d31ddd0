export * from "./kernels.ts";
export { availableTiers, createKernels, loadKernels } from "./load-kernels.ts";
