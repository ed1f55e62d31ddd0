import { MiebError, nearestNames } from "@mieb/core";

/** Execution providers onnxruntime-node knows by name; which of them work is up to the machine. */
export const devices: readonly string[] = ["cpu", "cuda", "tensorrt", "dml", "coreml", "qnn", "webgpu"];

/** @throws MiebError `USAGE_INVALID_ARGUMENT` for a device that no machine has */
export function checkDevice(device: string): void {
  if (devices.includes(device)) return;
  const [near] = nearestNames(device, devices);
  throw new MiebError("USAGE_INVALID_ARGUMENT", `Unknown device "${device}".${near ? ` Did you mean ${near}?` : ""}`, {
    hint: `ONNX Runtime knows ${devices.join(", ")}.`,
  });
}
