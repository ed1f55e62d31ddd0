import { productWithRows } from "./matrix-product.ts";

/** All inner products `[rows of a × rows of b]`, in float64. */
export function preciseProducts(a: Float32Array, b: Float32Array, dimension: number): Float64Array {
  const [rows, columns] = [a.length / dimension, b.length / dimension];
  const products = new Float64Array(rows * columns);
  productWithRows(
    { values: Float64Array.from(a), rows, columns: dimension },
    { values: Float64Array.from(b), rows: columns, columns: dimension },
    products,
  );
  return products;
}
