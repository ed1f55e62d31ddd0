import { seedWords } from "./seed-sequence.ts";

/** What the reference draws from numpy's `Generator` (`numpy.random.default_rng`). */
export interface Generator {
  /** Next 32 bits: the low half of a 64-bit draw, then its high half. */
  word(): number;
  /** Shuffles in place as `Generator.shuffle` does a Python list, from the last position down. */
  shuffle(items: { [index: number]: number; readonly length: number }): void;
}

const multiplier = 0x2360ed051fc65da44385df649fccf645n;
const [mask64, mask128] = [(1n << 64n) - 1n, (1n << 128n) - 1n];

/** The stream of a seed (0 to 2^32 - 1), equal to numpy's draw by draw: PCG64 (O'Neill 2014, XSL-RR 128/64). */
export function generator(seed: number): Generator {
  const next = pcg64(seed);
  let kept: number | undefined;
  const word = (): number => {
    if (kept !== undefined) {
      const high = kept;
      kept = undefined;
      return high;
    }
    const drawn = next();
    kept = Number(drawn >> 32n);
    return Number(drawn & 0xffffffffn);
  };
  const interval = (max: number): number => {
    const mask = 0xffffffff >>> Math.clz32(max);
    for (;;) {
      const drawn = (word() & mask) >>> 0;
      if (drawn <= max) return drawn;
    }
  };
  return {
    word,
    shuffle(items) {
      for (let i = items.length - 1; i > 0; i--) {
        const j = interval(i);
        [items[i], items[j]] = [items[j] ?? 0, items[i] ?? 0];
      }
    },
  };
}

/** 64-bit draws. */
function pcg64(seed: number): () => bigint {
  const words = Array.from(seedWords(seed, 8), BigInt);
  const wide = (i: number): bigint => ((words[i + 1] ?? 0n) << 32n) | (words[i] ?? 0n);
  const increment = ((((wide(4) << 64n) | wide(6)) << 1n) | 1n) & mask128;
  const step = (state: bigint): bigint => (state * multiplier + increment) & mask128;
  let state = step((increment + ((wide(0) << 64n) | wide(2))) & mask128);
  return () => {
    state = step(state);
    const folded = (state >> 64n) ^ (state & mask64);
    const turn = state >> 122n;
    return ((folded >> turn) | (folded << (64n - turn))) & mask64;
  };
}
