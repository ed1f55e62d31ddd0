import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { randomState } from "../src/random-state.ts";

interface Stream {
  readonly seed: number;
  readonly words: number[];
  readonly doubles: number[];
  readonly shuffled: number[];
}
const fixtureFile = new URL("./fixtures/random-state.json", import.meta.url);
const { streams } = JSON.parse(readFileSync(fixtureFile, "utf8")) as { streams: Stream[] };

describe.each(streams)("randomState($seed) draws what numpy draws", ({ seed, words, doubles, shuffled }) => {
  it("words, over more than one block", () => {
    const state = randomState(seed);
    const drawn = Array.from({ length: 700 }, () => state.word());
    expect([0, 1, 2, 623, 624, 699].map((at) => drawn[at])).toEqual(words);
  });

  it("doubles, then a shuffle", () => {
    const state = randomState(seed);
    expect(doubles.map(() => state.double())).toEqual(doubles);
    const items = Array.from({ length: 50 }, (_, index) => index);
    state.shuffle(items);
    expect(items).toEqual(shuffled);
  });

  it("nothing for an interval of one value", () => {
    const [state, other] = [randomState(seed), randomState(seed)];
    expect(state.interval(0)).toBe(0);
    expect(state.word()).toBe(other.word());
  });
});
