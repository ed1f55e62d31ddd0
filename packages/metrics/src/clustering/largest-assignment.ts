/**
 * Sum of a one-to-one assignment of rows to columns with the largest sum, in O(size³) steps: shortest augmenting paths over
 * dual potentials (Kuhn 1955, Munkres 1957). As `scipy.optimize.linear_sum_assignment(..., maximize=True)`.
 * @param values `[size × size]`, finite
 */
export function largestAssignment(values: Float64Array, size: number): number {
  const graph = { values, size, rowPotential: new Float64Array(size), columnPotential: new Float64Array(size) };
  const rowOf = new Int32Array(size).fill(-1);
  for (let row = 0; row < size; row++) augment(graph, rowOf, row);
  return rowOf.reduce((sum, row, column) => sum + (values[row * size + column] ?? 0), 0);
}

interface Graph {
  readonly values: Float64Array;
  readonly size: number;
  readonly rowPotential: Float64Array;
  readonly columnPotential: Float64Array;
}

/** Finds a column for `start`, moving rows that already have one along the cheapest alternating path. */
function augment(graph: Graph, rowOf: Int32Array, start: number): void {
  const { size, rowPotential, columnPotential } = graph;
  const distance = new Float64Array(size).fill(Infinity);
  const isDone = new Uint8Array(size);
  const rowBefore = new Int32Array(size).fill(start);
  let [row, travelled, column] = [start, 0, -1];
  do {
    relax(graph, { row, travelled, distance, isDone, rowBefore });
    column = nearestOpen(distance, isDone);
    isDone[column] = 1;
    travelled = distance[column] ?? 0;
    row = rowOf[column] ?? -1;
  } while (row !== -1);
  rowPotential[start] = (rowPotential[start] ?? 0) + travelled;
  for (let j = 0; j < size; j++) {
    if (!isDone[j] || j === column) continue;
    const shift = travelled - (distance[j] ?? 0);
    columnPotential[j] = (columnPotential[j] ?? 0) - shift;
    rowPotential[rowOf[j] ?? 0] = (rowPotential[rowOf[j] ?? 0] ?? 0) + shift;
  }
  moveAlong(rowOf, rowBefore, { start, column });
}

interface Search {
  readonly row: number;
  readonly travelled: number;
  readonly distance: Float64Array;
  readonly isDone: Uint8Array;
  readonly rowBefore: Int32Array;
}

function relax({ values, size, rowPotential, columnPotential }: Graph, search: Search): void {
  const { row, travelled, distance, isDone, rowBefore } = search;
  const base = travelled - (rowPotential[row] ?? 0);
  for (let j = 0; j < size; j++) {
    if (isDone[j]) continue;
    const length = base - (values[row * size + j] ?? 0) - (columnPotential[j] ?? 0);
    if (length >= (distance[j] ?? 0)) continue;
    distance[j] = length;
    rowBefore[j] = row;
  }
}

function nearestOpen(distance: Float64Array, isDone: Uint8Array): number {
  let best = -1;
  for (let j = 0; j < distance.length; j++) {
    if (!isDone[j] && (best === -1 || (distance[j] ?? 0) < (distance[best] ?? 0))) best = j;
  }
  return best;
}

function moveAlong(rowOf: Int32Array, rowBefore: Int32Array, path: { start: number; column: number }): void {
  for (let column = path.column; ;) {
    const row = rowBefore[column] ?? 0;
    const freed = rowOf.indexOf(row);
    rowOf[column] = row;
    if (row === path.start) return;
    column = freed;
  }
}
