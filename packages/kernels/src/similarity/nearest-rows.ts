import { similarityMatrix } from "./similarity-matrix.ts";

/** Index of the nearest centre of each point, the first of equally near ones. */
export function nearestRows(points: Float32Array, centres: Float32Array, dimension: number): Uint32Array {
  const products = similarityMatrix(points, centres, dimension);
  const centreCount = centres.length / dimension;
  const squares = Float32Array.from({ length: centreCount }, (_, centre) => squareOf(centres, centre, dimension));
  return Uint32Array.from({ length: points.length / dimension }, (_, point) => {
    let [best, smallest] = [0, Infinity];
    for (let centre = 0; centre < centreCount; centre++) {
      const distance = Math.fround((squares[centre] ?? 0) - 2 * (products[point * centreCount + centre] ?? 0));
      if (distance < smallest) [best, smallest] = [centre, distance];
    }
    return best;
  });
}

function squareOf(rows: Float32Array, row: number, dimension: number): number {
  let sum = 0;
  for (let i = row * dimension; i < (row + 1) * dimension; i++) sum += (rows[i] ?? 0) ** 2;
  return sum;
}
