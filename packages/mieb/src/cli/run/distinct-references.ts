import { realpathSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The references without those that repeat another one: the same name, or another path to the same folder. */
export function distinctReferences(references: readonly string[]): readonly string[] {
  const byTarget = new Map<string, string>();
  for (const reference of references) {
    const target = targetOf(reference);
    if (!byTarget.has(target)) byTarget.set(target, reference);
  }
  return [...byTarget.values()];
}

function targetOf(reference: string): string {
  if (reference.startsWith("file:")) return realPath(fileURLToPath(reference));
  return isAbsolute(reference) || /^\.{1,2}(?:[\\/]|$)/.test(reference) ? realPath(resolve(reference)) : reference;
}

/** A folder that is not there is refused later, by name. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
