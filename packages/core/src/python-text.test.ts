import { expect, it } from "vitest";
import { stripLikePython } from "./python-text.ts";

it.each([
  ["white space at both ends only", " \t a b\u00a0\n", "a b"],
  ["separators that JavaScript keeps", "\x1c\x1fa\x85", "a"],
  ["not the byte order mark", "\ufeff a ", "\ufeff a"],
  ["all of a blank text", " \u3000", ""],
])("strips %s", (_, text, stripped) => {
  expect(stripLikePython(text)).toBe(stripped);
});
