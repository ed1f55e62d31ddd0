import process from "node:process";
import { performance } from "node:perf_hooks";

/** Medians of what one call took. */
export interface Spent {
  readonly seconds: number;
  /** User and system time of all threads of this process. */
  readonly processorSeconds: number;
}

/**
 * Calls the candidates, warm already, in turn, each round beginning with another, so that whatever else the machine does hits
 * all alike.
 */
export async function inTurns(
  candidates: Readonly<Record<string, () => Promise<unknown>>>,
  rounds: number,
): Promise<Readonly<Record<string, Spent>>> {
  const samples = Object.entries(candidates).map(([name, work]) => ({ name, work, taken: new Array<Spent>() }));
  for (let round = 0; round < rounds; round++) {
    const order = [...samples.slice(round % samples.length), ...samples.slice(0, round % samples.length)];
    for (const { work, taken } of order) taken.push(await measured(work));
  }
  const medians = samples.map(({ name, taken }) => [
    name,
    {
      seconds: median(taken.map(({ seconds }) => seconds)),
      processorSeconds: median(taken.map(({ processorSeconds }) => processorSeconds)),
    },
  ]);
  return Object.fromEntries(medians) as Readonly<Record<string, Spent>>;
}

async function measured(work: () => Promise<unknown>): Promise<Spent> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - start) / 1000, processorSeconds: (user + system) / 1e6 };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;
}
