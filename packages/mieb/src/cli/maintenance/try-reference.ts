import type { Installed } from "../../installed.ts";
import { openHub, retryText } from "@mieb/datasets";
import { openProgress } from "../progress/progress.ts";
import type { RunFlags } from "../run/run-flags.ts";
import { stopSignal } from "../run/stop-signal.ts";
import { checkModel } from "./check-model.ts";
import type { Check } from "./doctor.ts";

/** Flags of `mieb run` that decide which model is loaded, and how. */
export type ModelFlags = Pick<
  RunFlags,
  "modelRevision" | "modelFamily" | "dtype" | "dimensions" | "device" | "threads" | "progress"
>;

/** Checks the model that a reference names, and shows meanwhile what is downloaded and what its program writes. */
export async function tryReference(reference: string, here: Installed, flags: ModelFlags): Promise<readonly Check[]> {
  using stop = stopSignal();
  const { signal } = stop;
  const progress = await openProgress(flags.progress, 2);
  const onWarning = (message: string): void => progress.onEvent({ type: "warning", message });
  const hub = openHub({
    signal,
    onRetry: (retry) => onWarning(retryText(retry)),
    onProgress: (download) => progress.onEvent({ type: "download-progress", ...download }),
  });
  const load = {
    dtype: flags.dtype ?? "fp32",
    device: flags.device ?? "cpu",
    ...(flags.threads !== undefined && { threads: flags.threads }),
    signal,
    onWarning,
    onOutput: (line: string) => progress.onEvent({ type: "model-output", line }),
  };
  try {
    const { modelRevision: revision, modelFamily: family, dimensions } = flags;
    const checks = await checkModel(reference, { here, hub, load, dimensions, revision, family });
    signal.throwIfAborted();
    return checks;
  } finally {
    progress.close();
  }
}
