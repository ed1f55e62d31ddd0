/**
 * Replaces each row of cosines `[rows × candidates]` by the softmax of 100 times its values, in float32 steps as
 * `torch.softmax` takes them.
 */
export function softmaxOfCosines(scores: Float32Array, candidateCount: number): void {
  for (let start = 0; start < scores.length; start += candidateCount) {
    const row = scores.subarray(start, start + candidateCount);
    row.forEach((cosine, index) => (row[index] = cosine * 100));
    const largest = row.reduce((best, value) => Math.max(best, value), -Infinity);
    row.forEach((value, index) => (row[index] = Math.exp(Math.fround(value - largest))));
    const total = row.reduce((sum, value) => sum + value, 0);
    row.forEach((value, index) => (row[index] = value / total));
  }
}
