import { MiebError, nearestNames, type AnyTask } from "@mieb/core";

/** `eng` or `eng-Latn`. */
const code = /^[a-z]{3}(?:-[a-z]{4})?$/i;

/**
 * Refuses what is no language code, such as `engl` or `en`. A code that no task has is none to refuse: it chooses nothing.
 * @throws MiebError `USAGE_UNKNOWN_NAME`, with the codes it may have been meant for
 */
export function checkLanguages(wanted: readonly string[] | undefined, tasks: readonly AnyTask[]): void {
  const slip = wanted?.find((language) => !code.test(language));
  if (slip === undefined) return;
  throw new MiebError("USAGE_UNKNOWN_NAME", `No language "${slip}".${suggestLanguages([slip], tasks)}`, {
    hint: "Languages are codes of three letters, with or without a script: eng, eng-Latn.",
  });
}

/** ` Did you mean eng?` for codes that none of the tasks has; empty where nothing is near. */
export function suggestLanguages(wanted: readonly string[] | undefined, tasks: readonly AnyTask[]): string {
  const codes = tasks.flatMap(({ metadata }) => Object.values(metadata.subsets).flat());
  const known = new Set(codes.flatMap((language) => [language, language.split("-")[0] ?? ""]));
  const folded = new Set([...known].map((language) => language.toLowerCase()));
  const unknown = wanted?.filter((language) => !folded.has(language.toLowerCase())) ?? [];
  const near = unknown.flatMap((language) => nearestNames(language, alike(language, [...known])));
  return near.length > 0 ? ` Did you mean ${[...new Set(near)].join(", ")}?` : "";
}

/** Of codes so short nearly all are near each other; those that begin alike are the likelier. */
function alike(language: string, known: readonly string[]): readonly string[] {
  const wanted = partsOf(language);
  return known.filter((candidate) => {
    const parts = partsOf(candidate);
    return parts.length === wanted.length && parts[0]?.[0] === wanted[0]?.[0];
  });
}

function partsOf(language: string): readonly string[] {
  return language.toLowerCase().split(/[^a-z]/);
}
