import { createHash } from "node:crypto";
import type { Embeddings } from "@mieb/core";

/** Key of input number `n`. */
export function keyOf(n: number): string {
  return createHash("sha256").update(`input ${n}`).digest("hex");
}

/** Vectors that tell their input and component: `n + component / 1024`. */
export function embeddingsOf(numbers: readonly number[], dimension: number): Embeddings {
  const values = new Float32Array(numbers.length * dimension);
  for (const [row, n] of numbers.entries()) {
    for (let component = 0; component < dimension; component++) {
      values[row * dimension + component] = n + (component % 1024) / 1024;
    }
  }
  return { values, rowCount: numbers.length, dimension };
}

/** `start`, …, `end - 1`. */
export function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, index) => start + index);
}
