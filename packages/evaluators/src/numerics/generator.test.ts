import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { generator } from "./generator.ts";

interface Stream {
  readonly seed: number;
  /** Low half, then high half of the first 64-bit draws. */
  readonly words: number[];
  readonly shuffles: number[][];
}
const fixtureFile = new URL("../../test/fixtures/knn-multilabel.json", import.meta.url);
const { streams } = JSON.parse(readFileSync(fixtureFile, "utf8")) as { streams: Stream[] };

describe.each(streams)("generator($seed) draws what numpy draws", ({ seed, words, shuffles }) => {
  it("words", () => {
    const random = generator(seed);
    expect(words.map(() => random.word())).toEqual(words);
  });

  it("shuffles, a half-used draw carried over", () => {
    const random = generator(seed);
    const drawn = shuffles.map(({ length }) => {
      const items = Array.from({ length }, (_, index) => index);
      random.shuffle(items);
      return items;
    });
    expect(drawn).toEqual(shuffles);
  });
});
