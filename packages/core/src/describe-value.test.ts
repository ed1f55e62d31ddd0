import { expect, it } from "vitest";
import { describeValue } from "./describe-value.ts";
import type { Value } from "./table.ts";

it.each<[Value | undefined, string]>([
  [null, "null"],
  [undefined, "null"],
  ["", "an empty text"],
  ["(C)", 'the text "(C)"'],
  ["two\nlines", String.raw`the text "two\nlines"`],
  ["💡".repeat(100), `the text "${"💡".repeat(60)}…" of 100 characters`],
  [0.5, "the number 0.5"],
  [Number.NaN, "the number NaN"],
  [false, "false"],
  [Uint8Array.of(1), "1 byte"],
  [{ bytes: Uint8Array.of(1, 2) }, "an image of 2 bytes"],
  [{ path: "a.png" }, "fields path"],
  [[], "an empty list"],
  [["a", "b", "c"], "a list of 3 texts"],
  [[1], "a list of 1 number (1)"],
  [Array.from({ length: 11 }, () => 0), "a list of 11 numbers"],
  [[["a"], []], "a list of 2 lists"],
  [["a", 1], "a list of 2 values"],
  [["a", null], "a list of 2 values, 1 of them null"],
])("%j is %s", (value, words) => {
  expect(describeValue(value)).toBe(words);
});
