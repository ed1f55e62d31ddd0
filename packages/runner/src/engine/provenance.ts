import process from "node:process";
import { CONTRACT_VERSION, type AggregateTask, type Provenance } from "@mieb/core";
import { loadKernels } from "@mieb/kernels";
import { REFERENCE_VERSION, type RunSettings } from "@mieb/results";
import { MIEB_VERSION } from "../version.ts";
import { quantile } from "./quantile.ts";
import type { RunContext } from "./run-context.ts";

export interface Effort {
  readonly encoded: number;
  readonly cached: number;
  /** Seconds spent in encoding phases. */
  readonly encodeSeconds: number;
  /** Milliseconds of each batch. */
  readonly batchLatencies: readonly number[];
  /** What the encoder says this took, in its own terms; empty for one that is not metered. */
  readonly usage: Readonly<Record<string, number>>;
}

/** What was added to an encoder's usage since `before`. */
export function usageSince(
  before: Readonly<Record<string, number>>,
  now: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(now).map(([name, value]) => [name, value - (before[name] ?? 0)]));
}

/**
 * What a result file records of how it came about. Counts, rate and latencies are those of the run that wrote last; the peak
 * is the highest resident memory of the process until then, in bytes.
 */
export async function provenance({ session, options, batchSize }: RunContext, effort: Effort): Promise<Provenance> {
  const { fingerprint, software } = await session.traits();
  return {
    version: MIEB_VERSION,
    contractVersion: CONTRACT_VERSION,
    ...precision(options),
    ...(options.dimensions !== undefined && { dimensions: options.dimensions }),
    ...(options.quantize !== undefined && { quantize: options.quantize }),
    kernels: loadKernels().tier,
    fingerprint: fingerprint ?? null,
    batchSize,
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    encoded: effort.encoded,
    cached: effort.cached,
    encodedPerSecond: effort.encoded > 0 ? tenths(effort.encoded / effort.encodeSeconds) : null,
    batchLatencyMs: latencies(effort.batchLatencies),
    peakMemory: process.resourceUsage().maxRSS * 1024,
    ...(software && { software }),
    ...(Object.keys(effort.usage).length > 0 && { usage: effort.usage }),
  };
}

/** What a model computes in and on; left out where a server, a Python package or a file of vectors chose for itself. */
function precision({ model, dtype, device }: RunContext["options"]): Pick<Provenance, "dtype" | "device"> {
  const readsWeights = model.neededFiles !== undefined;
  return {
    ...((readsWeights || dtype !== undefined) && { dtype: dtype ?? "fp32" }),
    ...((readsWeights || device !== undefined) && { device: device ?? "cpu" }),
  };
}

/** Half of the batches took no longer than `p50` milliseconds, 99 of 100 no longer than `p99`; null when none was encoded. */
function latencies(milliseconds: readonly number[]): { readonly p50: number; readonly p99: number } | null {
  const [p50, p99] = [quantile(milliseconds, 0.5), quantile(milliseconds, 0.99)];
  return p50 === null || p99 === null ? null : { p50: tenths(p50), p99: tenths(p99) };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

/** An aggregate only averages; how its components came about stands in their own files. */
export async function aggregateProvenance(
  { components }: AggregateTask,
  { session }: Pick<RunContext, "session">,
): Promise<Provenance> {
  const { fingerprint } = await session.traits();
  return {
    version: MIEB_VERSION,
    contractVersion: CONTRACT_VERSION,
    fingerprint: fingerprint ?? null,
    components,
  };
}

/** Python packages whose versions the reference records. They take part here only where a model runs in Python. */
const pythonPackages = ["torch", "sentence-transformers", "flash-attn", "transformers"];

/** What run_settings.jsonl records; `null` for packages that took no part. */
export async function runSettings({
  session,
  batchSize,
}: Pick<RunContext, "session" | "batchSize">): Promise<RunSettings> {
  const { software = {} } = await session.traits();
  return {
    version: {
      mteb: REFERENCE_VERSION,
      ...Object.fromEntries(pythonPackages.map((name) => [name, software[name] ?? null])),
      mieb: MIEB_VERSION,
      node: process.versions.node,
    },
    encodeOptions: { batch_size: batchSize },
  };
}
