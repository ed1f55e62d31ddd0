import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { keyList } from "./key-list.ts";

it("gives back the keys it was given, in order, however many", () => {
  const expected = Array.from({ length: 20_000 }, (_, index) => createHash("sha256").update(`${index}`).digest("hex"));
  const keys = keyList();
  for (const key of expected) keys.push(key);
  expect(Array.from({ length: keys.length }, (_, index) => keys.at(index))).toEqual(expected);
  expect([keys.at(-1), keys.at(20_000)]).toEqual([undefined, undefined]);
});
