/**
 * The text without white space at both ends, as Python's `str.strip` cuts it: what the reference does to documents.
 * Python counts the separators 1C to 1F and 85 as space, and not the byte order mark that JavaScript's `trim` removes.
 */
export function stripLikePython(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isPythonSpace(text.charAt(start))) start++;
  while (end > start && isPythonSpace(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

function isPythonSpace(character: string): boolean {
  if ("\x1c\x1d\x1e\x1f\x85".includes(character)) return true;
  return character !== "\ufeff" && character.trim() === "";
}
