import type { ImageConversion } from "@mieb/core";

const signatures: readonly (readonly [mime: string, pattern: RegExp])[] = [
  ["image/jpeg", /^\xff\xd8\xff/],
  ["image/png", /^\x89PNG\r\n\x1a\n/],
  ["image/webp", /^RIFF[^]{4}WEBP/],
  ["image/gif", /^GIF8[79]a/],
];

/**
 * An image as a data URL: its file as it is where all servers read the format, else its pixels as PNG. With `rgb` only
 * JPEG files stay as they are, since the others may carry the alpha that the task wants dropped.
 * @throws MiebError `IMAGE_CORRUPT`, `IMAGE_UNSUPPORTED_FORMAT`
 */
export async function imageDataUrl(bytes: Uint8Array, conversion: ImageConversion): Promise<string> {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(16, bytes.byteLength)).toString("latin1");
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
