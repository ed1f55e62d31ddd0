const poolSize = 4;

/**
 * The first `count` 32-bit words that numpy's `SeedSequence(seed)` generates for a seed below 2^32: the seed is hashed into
 * a pool of four words, which is mixed and hashed again.
 */
export function seedWords(seed: number, count: number): Uint32Array {
  const pool = mixedPool(seed);
  const hash = hasher(0x8b51f9dd, 0x58f38ded);
  return Uint32Array.from({ length: count }, (_, i) => hash(pool[i % poolSize] ?? 0));
}

function mixedPool(seed: number): Uint32Array {
  const hash = hasher(0x43b0d7e5, 0x931e8875);
  const pool = Uint32Array.from({ length: poolSize }, (_, i) => hash(i === 0 ? seed : 0));
  for (let source = 0; source < poolSize; source++) {
    for (let target = 0; target < poolSize; target++) {
      if (target !== source) pool[target] = mix(pool[target] ?? 0, hash(pool[source] ?? 0));
    }
  }
  return pool;
}

/** A hash whose constant changes with every word hashed. */
function hasher(start: number, factor: number): (word: number) => number {
  let constant = start;
  return (word) => {
    const mixed = word ^ constant;
    constant = Math.imul(constant, factor);
    return foldDown(Math.imul(mixed, constant));
  };
}

function mix(a: number, b: number): number {
  return foldDown(Math.imul(0xca01f9dd, a) - Math.imul(0x4973f715, b));
}

function foldDown(word: number): number {
  return (word ^ (word >>> 16)) >>> 0;
}
