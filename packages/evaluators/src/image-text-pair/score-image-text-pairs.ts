import type { ScoreContext, Scoring } from "@mieb/core";
import type { ImageTextPairTruth } from "./image-text-pair.ts";
import type { ImageTextPairOptions } from "./options.ts";
import { pairCosines } from "./pair-cosines.ts";

/** Fields of the reference's entries, in its order. */
export const pairMetricNames: readonly string[] = ["image_acc", "text_acc", "accuracy"];

/**
 * Shares of rows in which every text finds its own image (`image_acc`), every image its own text (`text_acc`), and both
 * (`accuracy`); the first of equal cosines is the one found.
 */
export async function scoreImageTextPairs(
  context: ScoreContext<ImageTextPairOptions, ImageTextPairTruth>,
): Promise<Scoring> {
  const { truth, options, wantsPredictions } = context;
  const shape = { images: options.images.length, texts: options.texts.length };
  const predictions: number[][][] = [];
  let [imageHits, textHits, bothHits] = [0, 0, 0];
  for await (const cosines of pairCosines(context)) {
    const [byImage, byText] = [imageRows(cosines, shape.texts), textRows(cosines, shape.texts)];
    const [imagesRight, textsRight] = [isDiagonal(byText), isDiagonal(byImage)];
    if (imagesRight) imageHits++;
    if (textsRight) textHits++;
    if (imagesRight && textsRight) bothHits++;
    if (wantsPredictions) predictions.push(byImage.map((row) => [...row]));
  }
  // The reference averages in float32, which may show in the sixth decimal.
  const share = (hits: number): number => Math.fround(hits / truth.rowCount);
  return {
    scores: { image_acc: share(imageHits), text_acc: share(textHits), accuracy: share(bothHits) },
    ...(wantsPredictions && { predictions }),
  };
}

/** Per image its cosines with all texts. */
function imageRows(cosines: Float32Array, texts: number): readonly Float32Array[] {
  return Array.from({ length: cosines.length / texts }, (_, i) => cosines.subarray(i * texts, (i + 1) * texts));
}

/** Per text its cosines with all images. */
function textRows(cosines: Float32Array, texts: number): readonly Float32Array[] {
  return Array.from({ length: texts }, (_, j) => cosines.filter((_cosine, at) => at % texts === j));
}

/** Whether the first maximum of row `i` stands at `i`, for every row. */
function isDiagonal(rows: readonly Float32Array[]): boolean {
  return rows.every((row, i) => row.indexOf(row.reduce((a, b) => Math.max(a, b), -Infinity)) === i);
}
