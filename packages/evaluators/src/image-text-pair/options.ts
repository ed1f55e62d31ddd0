import { z } from "zod";

/** Options an image-text-pair task gives: the columns that make up one sample. */
export interface ImageTextPairOptions {
  /** Image columns, in the order of the pairs: image `i` belongs to text `i`. */
  readonly images: readonly string[];
  /** Text columns, the right captions first. */
  readonly texts: readonly string[];
}

const columns = z.array(z.string().min(1)).min(1).readonly();

export const imageTextPairOptions: z.ZodType<ImageTextPairOptions> = z.strictObject({
  images: columns,
  texts: columns,
});
