import type { ImageConversion } from "@mieb/core";

/** By the file's first bytes, in hexadecimal. */
const signatures: readonly (readonly [mime: string, pattern: RegExp])[] = [
  ["image/jpeg", /^ffd8ff/],
  ["image/png", /^89504e470d0a1a0a/],
  ["image/webp", /^52494646.{8}57454250/],
  ["image/gif", /^4749463839|^4749463837/],
];

/**
 * An image as a data URL: its file as it is where all servers read the format, else its pixels as PNG. With `rgb` only
 * JPEG files stay as they are, since the others may carry the alpha that the task wants dropped.
 * @throws MiebError `IMAGE_CORRUPT`, `IMAGE_UNSUPPORTED_FORMAT`
 */
export async function imageDataUrl(bytes: Uint8Array, conversion: ImageConversion): Promise<string> {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(16, bytes.byteLength)).toString("hex");
  const mime = signatures.find(([, pattern]) => pattern.test(head))?.[0];
  if (mime !== undefined && (conversion === "native" || mime === "image/jpeg")) return dataUrl(mime, bytes);
  const [{ decodeImage }, { default: sharp }] = await Promise.all([import("@mieb/onnx"), import("sharp")]);
  const { data, width, height } = await decodeImage(bytes, conversion);
  return dataUrl(
    "image/png",
    await sharp(data, { raw: { width, height, channels: 3 } })
      .png()
      .toBuffer(),
  );
}

function dataUrl(mime: string, bytes: Uint8Array): string {
  return `data:${mime};base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64")}`;
}
