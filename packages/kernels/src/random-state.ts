/** numpy's legacy random stream (`numpy.random.RandomState`): MT19937 and what is drawn from it. */
export interface RandomState {
  /** Next tempered word, 0 to 2^32 - 1. */
  word(): number;
  /** Uniform in [0, 1) with 53 bits, from two words. */
  double(): number;
  /** Uniform integer from 0 to `max` (below 2^32) inclusive, by masked rejection; draws nothing for 0. */
  interval(max: number): number;
  /** Shuffles in place, from the last position down. */
  shuffle(items: { [index: number]: number; readonly length: number }): void;
}

const size = 624;

/** The stream of a seed (0 to 2^32 - 1), equal to numpy's draw by draw. */
export function randomState(seed: number): RandomState {
  const words = seededWords(seed);
  let next = size;
  const word = (): number => {
    if (next === size) {
      twist(words);
      next = 0;
    }
    return temper(words[next++] ?? 0);
  };
  const interval = (max: number): number => {
    if (max === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(max);
    for (;;) {
      const drawn = (word() & mask) >>> 0;
      if (drawn <= max) return drawn;
    }
  };
  return {
    word,
    interval,
    double() {
      const [high, low] = [word() >>> 5, word() >>> 6];
      return (high * 2 ** 26 + low) / 2 ** 53;
    },
    shuffle(items) {
      for (let i = items.length - 1; i > 0; i--) {
        const j = interval(i);
        [items[i], items[j]] = [items[j] ?? 0, items[i] ?? 0];
      }
    },
  };
}

function seededWords(seed: number): Uint32Array {
  const words = new Uint32Array(size);
  words[0] = seed;
  for (let i = 1; i < size; i++) {
    const before = words[i - 1] ?? 0;
    words[i] = Math.imul(1812433253, before ^ (before >>> 30)) + i;
  }
  return words;
}

function twist(words: Uint32Array): void {
  for (let i = 0; i < size; i++) {
    const mixed = ((words[i] ?? 0) & 0x80000000) | ((words[(i + 1) % size] ?? 0) & 0x7fffffff);
    words[i] = (words[(i + 397) % size] ?? 0) ^ (mixed >>> 1) ^ (mixed & 1 ? 0x9908b0df : 0);
  }
}

function temper(word: number): number {
  let bits = word;
  bits ^= bits >>> 11;
  bits ^= (bits << 7) & 0x9d2c5680;
  bits ^= (bits << 15) & 0xefc60000;
  return (bits ^ (bits >>> 18)) >>> 0;
}
