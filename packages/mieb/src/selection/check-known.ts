import { MiebError, nearestNames } from "@mieb/core";

/** Whether one of the wanted values is present, whatever its case; nothing wanted is always there. */
export function hasAny(wanted: readonly string[] | undefined, present: readonly string[]): boolean {
  if (!wanted?.length) return true;
  const folded = new Set(present.map((value) => value.toLowerCase()));
  return wanted.some((value) => folded.has(value.toLowerCase()));
}

/**
 * Refuses a value that nothing has, since it is a slip of the pen.
 * @throws MiebError `USAGE_UNKNOWN_NAME`, with the nearest values
 */
export function checkKnown(kind: string, wanted: readonly string[] | undefined, present: readonly string[]): void {
  const known = [...new Set(present)].toSorted();
  const unknown = wanted?.find((value) => !hasAny([value], known));
  if (unknown === undefined) return;
  const near = nearestNames(unknown, known);
  const suggestion = near.length > 0 ? ` Did you mean ${near.join(", ")}?` : "";
  throw new MiebError("USAGE_UNKNOWN_NAME", `No ${kind} "${unknown}".${suggestion}`, {
    hint: `There is ${known.join(", ")}.`,
  });
}
