import type { NativeControl } from "@mieb/native";
import { type Addon, fromNative } from "./native-addon.ts";

/** How the caller of long work stops and watches it. */
export interface Watch {
  readonly signal?: AbortSignal | undefined;
  /** Called with the units of work done so far. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

const millisecondsBetweenReports = 100;

/** Runs work of the addon that obeys the signal and reports while it runs; its errors become MiebErrors. */
export async function controlled<Result>(
  addon: Addon,
  { signal, onProgress }: Watch,
  work: (control: NativeControl) => Promise<Result>,
): Promise<Result> {
  const control = new addon.NativeControl();
  const cancel = (): void => control.cancel();
  const report = onProgress && setInterval(() => onProgress(control.done()), millisecondsBetweenReports);
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    const result = await work(control);
    onProgress?.(control.done());
    return result;
  } catch (error) {
    throw fromNative(error);
  } finally {
    clearInterval(report);
    signal?.removeEventListener("abort", cancel);
  }
}
