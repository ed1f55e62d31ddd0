import { isEncodedImage, type EncodedImage, type Table, type Value } from "@mieb/core";
import type { Sharp } from "sharp";

/**
 * The table with the images of `column` saved once more when they are read, as happens to them in the reference where a
 * mapping of rows returns the image: Pillow saves a JPEG with quality 75 and a WebP with quality 80, so pixels change.
 * They are then those of Pillow, to the bit. Images of lossless formats stay as they are, and so do those with an
 * orientation, which the reference saves as PNG, and those that cannot be decoded, which whoever decodes them reports.
 * Source: `datasets.features.image.image_to_bytes`.
 */
export function resavedImages(table: Table, column: string): Table {
  return {
    ...table,
    async read(wanted, rows) {
      const cells = await table.read(wanted, rows);
      return wanted === column ? Promise.all(cells.map(resaved)) : cells;
    },
  };
}

async function resaved(cell: Value): Promise<Value> {
  if (!isEncodedImage(cell)) return cell;
  const bytes = await savedAgain(cell).catch(() => undefined);
  return bytes ? { ...cell, bytes } : cell;
}

async function savedAgain({ bytes }: EncodedImage): Promise<Uint8Array | undefined> {
  const { default: sharp } = await import("sharp");
  const image = sharp(bytes, { ignoreIcc: true });
  const { format, orientation, space, xmpAsString } = await image.metadata();
  if (orientation !== undefined || xmpAsString?.includes("tiff:Orientation")) return undefined;
  if (format === "webp") return image.webp({ quality: 80 }).toBuffer();
  if (format !== "jpeg") return undefined;
  return inSpace(image, space).jpeg({ quality: 75, chromaSubsampling: "4:2:0" }).toBuffer();
}

/** Greyscale and CMYK stay what they are; sharp would make them RGB. */
function inSpace(image: Sharp, space: string | undefined): Sharp {
  if (space === "cmyk") return image.pipelineColourspace("cmyk").toColourspace("cmyk");
  return space === "b-w" ? image.toColourspace("b-w") : image;
}
