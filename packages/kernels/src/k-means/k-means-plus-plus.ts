import type { RandomState } from "../random-state.ts";
import { preciseProducts } from "../similarity/precise-products.ts";
import type { Points } from "./inertia.ts";
import { firstPosition, uniformChoice } from "./uniform-choice.ts";

/** How many centres are chosen, by which draws. */
interface Choice {
  readonly count: number;
  readonly random: RandomState;
  /** Called with the number of points compared for each centre; stops the work by throwing. */
  readonly watch: (compared: number) => Promise<void>;
}

/** Points with their squared lengths. */
interface Sample extends Points {
  readonly squares: Float64Array;
}

/**
 * Rows of a sample that become the first centres, by greedy k-means++ (Arthur and Vassilvitskii 2007): each one is the best
 * of a few candidates drawn with a probability proportional to their squared distance from the centres so far.
 *
 * Distances are computed in float64 and kept in float32, as in `sklearn.cluster.kmeans_plusplus` on float32 data.
 */
export async function kMeansPlusPlus(points: Points, { count, random, watch }: Choice): Promise<readonly number[]> {
  const sample = withSquares(points);
  const trials = 2 + Math.floor(Math.log(count));
  const chosen = [uniformChoice(random, points.rows)()];
  let [nearest = new Float32Array()] = squaredDistances(sample, chosen);
  let potential = total(nearest);
  await watch(points.rows);
  while (chosen.length < count) {
    const candidates = drawCandidates({ nearest, potential, trials }, random);
    const distances = squaredDistances(sample, candidates).map((own) =>
      own.map((d, i) => Math.min(d, nearest[i] ?? 0)),
    );
    const potentials = distances.map(total);
    const best = potentials.indexOf(Math.min(...potentials));
    chosen.push(candidates[best] ?? 0);
    potential = potentials[best] ?? 0;
    nearest = distances[best] ?? nearest;
    await watch(points.rows);
  }
  return chosen;
}

interface Draw {
  readonly nearest: Float32Array;
  readonly potential: number;
  readonly trials: number;
}

function drawCandidates({ nearest, potential, trials }: Draw, random: RandomState): readonly number[] {
  // A running sum in float32: its rounding decides which row a draw falls on.
  const running = new Float32Array(nearest.length);
  nearest.forEach((distance, i) => (running[i] = (running[i - 1] ?? 0) + distance));
  return Array.from({ length: trials }, () => {
    const drawn = random.double() * potential;
    return Math.min(
      nearest.length - 1,
      firstPosition(running, (value) => value >= drawn),
    );
  });
}

/** Squared distances of every point from each of some of them. */
function squaredDistances(sample: Sample, rows: readonly number[]): readonly Float32Array[] {
  const { columns, values, squares } = sample;
  const picked = new Float32Array(rows.length * columns);
  rows.forEach((row, i) => picked.set(values.subarray(row * columns, (row + 1) * columns), i * columns));
  const products = preciseProducts(values, picked, columns);
  return rows.map((row, i) =>
    Float32Array.from(squares, (square, point) =>
      Math.max(0, -2 * (products[point * rows.length + i] ?? 0) + (squares[row] ?? 0) + square),
    ),
  );
}

function withSquares({ values, rows, columns }: Points): Sample {
  const squares = Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let i = row * columns; i < (row + 1) * columns; i++) sum += (values[i] ?? 0) ** 2;
    return sum;
  });
  return { values, rows, columns, squares };
}

function total(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return Math.fround(sum);
}
