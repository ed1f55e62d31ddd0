import type { EncoderTraits, TaskResult } from "@mieb/core";

/**
 * Why an earlier result is not of the model and the data as they are now; undefined when it is, and for results of the
 * reference, which do not record it.
 */
export async function whyOutdated(
  { dataset_revision, mieb }: TaskResult,
  { revision, session }: { readonly revision: string; readonly session: { traits(): Promise<EncoderTraits> } },
): Promise<string | undefined> {
  if (mieb === undefined) return undefined;
  if (dataset_revision !== revision) return `its data had revision ${dataset_revision} and now have ${revision}`;
  if (typeof mieb.fingerprint !== "string") return undefined;
  const { fingerprint } = await session.traits();
  if (mieb.fingerprint === fingerprint) return undefined;
  return `the model's files or settings were others (fingerprint ${short(mieb.fingerprint)}, now ${short(fingerprint)})`;
}

function short(fingerprint: string | undefined): string {
  return fingerprint?.slice(0, 12) ?? "none";
}
