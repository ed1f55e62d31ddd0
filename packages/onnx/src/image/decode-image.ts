import { MiebError, type ImageConversion } from "@mieb/core";
import type { RgbImage } from "@mieb/kernels";
import sharp, { type Metadata, type Sharp } from "sharp";
import { imageFormat, tiffPhotometric, type ImageFormat } from "./image-format.ts";
import { pngColorKey } from "./png-color-key.ts";
import { plainJpegSize } from "./jpeg-header.ts";
import { cmykToRgb, colorToWhite, grey16ToRgb, rgbaOverWhite } from "./pillow-color.ts";
import { upright } from "./upright.ts";

// Images are decoded side by side, one thread each; none is decoded twice.
sharp.concurrency(1);
sharp.cache(false);

/** Pillow refuses images of more pixels than this (`Image.MAX_IMAGE_PIXELS` × 2) as decompression bombs. */
export const MAX_PIXELS = 178_956_970;

/**
 * Decodes the first frame of an image file to the RGB pixels that a transformers image processor sees with Pillow, EXIF
 * or XMP orientation applied.
 *
 * `native` pastes transparent images onto white and converts other modes plainly (`convert_to_rgb` of transformers);
 * `rgb` is that after Pillow's `convert("RGB")`, which drops alpha. Colour profiles are ignored, as Pillow ignores them.
 * @throws MiebError `IMAGE_CORRUPT`; `IMAGE_UNSUPPORTED_FORMAT` for what could not be decoded to the same pixels
 */
export async function decodeImage(bytes: Uint8Array, conversion: ImageConversion): Promise<RgbImage> {
  const format = supportedFormat(bytes);
  // `error`, because libjpeg's warnings do not stop Pillow either; truncated files fail in both.
  const image = sharp(bytes, { ignoreIcc: true, limitInputPixels: false, sequentialRead: true, failOn: "error" });
  try {
    if (format === "JPEG" && isPlainJpeg(bytes)) return await opaquePixels(image);
    const metadata = await image.metadata();
    refuseInexact(bytes, format, metadata);
    const key = format === "PNG" ? pngColorKey(bytes, conversion) : undefined;
    // What is transparent by the key becomes white here; libvips makes it alpha, by another comparison than Pillow's.
    const hasAlpha = metadata.hasAlpha && !key;
    const decoded = await decodeMode(upright(image, metadata), { ...metadata, hasAlpha }, conversion);
    return key ? { ...decoded, data: colorToWhite(decoded.data, key) } : decoded;
  } catch (error) {
    if (error instanceof MiebError) throw error;
    throw new MiebError("IMAGE_CORRUPT", `The ${format} image cannot be decoded: ${(error as Error).message}.`, {
      hint: "Replace the file or leave the row out; the Python reference cannot decode it either.",
      cause: error,
    });
  }
}

function decodeMode(image: Sharp, metadata: Metadata, conversion: ImageConversion): Promise<RgbImage> {
  if (metadata.space === "cmyk") {
    return rawPixels(image.pipelineColourspace("cmyk").toColourspace("cmyk"), cmykToRgb);
  }
  if (metadata.space === "grey16" && !metadata.hasAlpha) return rawGrey16(image);
  if (metadata.format === "gif" && metadata.hasAlpha) return rawPixels(image.toColourspace("srgb"), opaqueGif);
  if (conversion === "native" && metadata.hasAlpha) {
    return rawPixels(image.toColourspace("srgb").ensureAlpha(), rgbaOverWhite);
  }
  return opaquePixels(image);
}

/** Whether nothing else has to be known of a JPEG file than its size, and that is one that may be opened. */
function isPlainJpeg(bytes: Uint8Array): boolean {
  const size = plainJpegSize(bytes);
  return size !== undefined && size.width * size.height <= MAX_PIXELS;
}

function opaquePixels(image: Sharp): Promise<RgbImage> {
  return rawPixels(image.removeAlpha().toColourspace("srgb"), (rgb) => rgb);
}

async function rawPixels(image: Sharp, toRgb: (pixels: Uint8Array) => Uint8Array): Promise<RgbImage> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  return { data: toRgb(data), width: info.width, height: info.height };
}

async function rawGrey16(image: Sharp): Promise<RgbImage> {
  const { data, info } = await image
    .removeAlpha()
    .toColourspace("grey16")
    .raw({ depth: "ushort" })
    .toBuffer({ resolveWithObject: true });
  const samples = new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
  return { data: grey16ToRgb(samples), width: info.width, height: info.height };
}

function supportedFormat(bytes: Uint8Array): ImageFormat {
  const format = imageFormat(bytes);
  if (!format) {
    const start = Buffer.from(bytes.subarray(0, 8)).toString("hex") || "nothing";
    throw new MiebError(
      "IMAGE_CORRUPT",
      `Expected an encoded image, got ${bytes.length} bytes that begin with ${start}.`,
      {
        hint: "The column must hold the bytes of image files (JPEG, PNG, WebP …).",
      },
    );
  }
  if (["BMP", "JPEG 2000", "HEIF or AVIF", "SVG or HTML"].includes(format)) throw unsupported(`${format} images`);
  return format;
}

/** sharp forgets the colour under transparent pixels; an animation may declare them and have none in its first frame. */
function opaqueGif(rgba: Uint8Array): Uint8Array {
  for (let alpha = 3; alpha < rgba.length; alpha += 4) {
    if (rgba[alpha] !== 255) throw unsupported("GIF images with transparency");
  }
  return rgbaOverWhite(rgba);
}

/** Refuses what sharp decodes to other pixels than Pillow does. */
function refuseInexact(bytes: Uint8Array, format: ImageFormat, metadata: Metadata): void {
  const { width, height } = metadata;
  if (width * height > MAX_PIXELS) throw unsupported(`${width} × ${height} pixels (more than ${MAX_PIXELS})`);
  if (format !== "TIFF") return;
  const isPlain = metadata.depth === "uchar" && [1, 2].includes(tiffPhotometric(bytes) ?? 0);
  if (!isPlain) throw unsupported("TIFF images other than 8-bit grey and RGB");
}

function unsupported(what: string): MiebError {
  return new MiebError("IMAGE_UNSUPPORTED_FORMAT", `Not supported: ${what}.`, {
    hint: "They would not decode to the pixels the Python reference sees; convert the images to PNG first.",
  });
}
