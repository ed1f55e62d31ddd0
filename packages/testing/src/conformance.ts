export { cosine, rowOf } from "@mieb/runner/trial";
export {
  checkConformance,
  checkModelConformance,
  type ConformanceOptions,
} from "./conformance/check-model-conformance.ts";
export type { CheckName, ConformanceCheck, ConformanceReport } from "./conformance/report.ts";
