import process from "node:process";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const PERIOD_MS = 50;
/** What the program takes besides what V8 knows of: code, threads, the kernels' buffers, gaps between allocations. */
const UNSEEN_BYTES = 96 * 2 ** 20;
/** Share of the rest from which on the collector is told to prefer memory to speed, and below which no longer. */
const [SHORT, AMPLE] = [0.5, 0.35];
/** Share of the rest from which on garbage is collected at once. */
const FULL = 0.75;
/** A collection takes about 50 ms; so much lies between two at least. */
const PAUSE_MS = 250;

/**
 * Keeps what JavaScript holds, garbage included, below a ceiling, as far as it is not in use: V8 itself would let garbage
 * grow to several times of what is live before it collects, whatever the caller's ceiling. Nothing is done below half of
 * it. Memory that native code takes for itself (the model) is not counted.
 */
export function guardMemory(ceiling: number): Disposable {
  const room = Math.max(0, ceiling - UNSEEN_BYTES);
  let [isShort, collectedAt] = [false, 0];

  function look(): void {
    const { heapTotal, external } = process.memoryUsage();
    const held = heapTotal + external;
    if (isShort ? held < AMPLE * room : held > SHORT * room) favourSize((isShort = !isShort));
    if (held < FULL * room || Date.now() - collectedAt < PAUSE_MS) return;
    collectGarbage();
    collectedAt = Date.now();
  }

  const timer = setInterval(look, PERIOD_MS).unref();
  return {
    [Symbol.dispose]() {
      clearInterval(timer);
      if (isShort) favourSize(false);
    },
  };
}

/** V8 reads this flag whenever it decides how far the heap may grow, so it can be set at any time. */
function favourSize(wanted: boolean): void {
  setFlagsFromString(wanted ? "--optimize-for-size" : "--no-optimize-for-size");
}

type Collect = (options: { readonly type: "major"; readonly flavor: "last-resort" }) => void;
let collect: Collect | undefined;

/** Collects all garbage and gives its memory back. Node has no other function for it than the one behind this flag. */
function collectGarbage(): void {
  if (!collect) {
    setFlagsFromString("--expose-gc");
    collect = runInNewContext("gc") as Collect;
  }
  collect({ type: "major", flavor: "last-resort" });
}
