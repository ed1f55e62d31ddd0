import { MiebError, type EncodeOptions, type InputIdentity } from "@mieb/core";

/**
 * Checks that a split of a task asks for one column of one table: only then task, split and row tell inputs apart.
 * @throws MiebError `MODEL_INVALID_FILE` at the first input of another
 */
export function soleTables(reference: string): (identity: InputIdentity, options: EncodeOptions) => void {
  const seen = new Map<string, string>();
  return ({ table, column, row }, { task, split, subset }) => {
    const key = JSON.stringify([task.name, split]);
    const place = `${table}, column "${column}" (subset ${subset})`;
    const before = seen.get(key) ?? place;
    seen.set(key, before);
    if (before === place) return;
    throw new MiebError(
      "MODEL_INVALID_FILE",
      `${reference} has vectors by task, split and row, but row ${row} of ${task.name} (${split}) is an input of ${before} and of ${place}.`,
      { hint: "Write the columns subset, table and column as well, as in the manifest of `mieb export-inputs`." },
    );
  };
}
