import type { PluginFault } from "@mieb/runner/discovery";

/**
 * A broken plugin only costs what it would have brought, but of two owners of a name it would be left to chance which one
 * is scored: that stops a run.
 * @throws MiebError `REGISTRY_DUPLICATE_NAME`
 */
export function refuseDoubleNames(faults: readonly PluginFault[]): void {
  const double = faults.find(({ error }) => error.code === "REGISTRY_DUPLICATE_NAME");
  if (double) throw double.error;
}
