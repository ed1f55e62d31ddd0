import { Bench } from "tinybench";

export interface Timing {
  readonly name: string;
  /** Median over the rounds, in milliseconds. */
  readonly median: number;
  /** Median of the first candidate over this one's: how many times faster than the first it is. */
  readonly ratio: number;
}

/**
 * Times candidates in turn: one call of each per round, so that whatever else the machine does hits all alike.
 * Quote the ratios, not the times.
 */
export async function inTurn(
  candidates: Readonly<Record<string, () => unknown>>,
  rounds = 9,
): Promise<readonly Timing[]> {
  const samples = new Map<string, number[]>(Object.keys(candidates).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    const bench = new Bench({ iterations: 1, time: 0, warmup: false });
    for (const [name, candidate] of Object.entries(candidates)) bench.add(name, async () => void (await candidate()));
    for (const { name, result } of await bench.run()) {
      if (result.state !== "completed") throw new Error(`${name} failed`, { cause: result });
      if (round > 0) samples.get(name)?.push(result.latency.mean);
    }
  }
  const medians = [...samples].map(([name, times]) => ({ name, median: medianOf(times) }));
  return medians.map(({ name, median }) => ({ name, median, ratio: (medians[0]?.median ?? 0) / median }));
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
