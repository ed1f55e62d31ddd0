import { createHash } from "node:crypto";
import type { EncoderInput, EncodeOptions } from "@mieb/core";
import { pngFile, type PngPixels } from "./png-file.ts";

export type TrialModality = "image" | "text" | "image+text";

/**
 * The first two differ in length and say different things, as do the first and the third, which differ in one word: whoever
 * takes every word for an unknown one gives these two the same vector.
 */
const texts = [
  "a cat",
  "A photo of a dog that runs across a wide green field, towards the sea.",
  "a dog",
  "Größe: naïve façade — 1,234 €",
  "Two red squares lie to the left of a blue circle, and behind them stands a tree. ".repeat(12).trim(),
];

const images: readonly PngPixels[] = [
  { color: "rgb", width: 96, height: 64, pixelAt: (x, y) => [x * 2.6, 60, 255 - y * 3] },
  { color: "grey", width: 48, height: 120, pixelAt: (x, y) => [Math.hypot(x - 24, y - 60) < 20 ? 240 : 20] },
  { color: "rgba", width: 128, height: 128, pixelAt: (x, y) => [220, (x >> 4) & 1 ? 200 : 30, 10, y * 2] },
  {
    color: "palette",
    width: 80,
    height: 50,
    palette: [10, 120, 40, 250, 240, 60, 90, 20, 160],
    pixelAt: (x, y) => [((x >> 3) + (y >> 3)) % 3],
  },
  { color: "rgb", width: 300, height: 200, pixelAt: (x, y) => (y < 90 ? [120, 180, 250] : [x % 60, 140, 60]) },
];

const colorNames = { grey: "grey", rgb: "RGB", palette: "palette", rgba: "RGBA" } as const;

/** Texts of several lengths and scripts, or images of several shapes and modes, drawn in code; all different, at most five. */
export function trialInputs(modality: TrialModality, count: number = texts.length): readonly EncoderInput[] {
  const textInputs = texts
    .slice(0, count)
    .map((text, row) => ({ text, identity: identityOf(quoted(text), row, text) }));
  if (modality === "text") return textInputs;
  const imageInputs = images.slice(0, count).map((pixels, row) => {
    const image = pngFile(pixels);
    const name = `${colorNames[pixels.color]} image of ${pixels.width} × ${pixels.height}`;
    return { image, identity: identityOf(name, row, image) };
  });
  if (modality === "image") return imageInputs;
  return imageInputs.map(({ image, identity }, row) => {
    const text = texts[row] ?? "";
    const content = Buffer.concat([image, Buffer.from(text)]);
    return { image, text, identity: identityOf(`${identity.column} with ${quoted(text)}`, row, content) };
  });
}

/** What an input is, in a few words. */
export function trialInputName({ identity }: EncoderInput): string {
  return identity.column;
}

/** The context of inputs that no task has. */
export const trialContext: EncodeOptions = {
  task: {
    name: "Trial",
    description: "A few inputs, to see whether a model encodes.",
    type: "VisualSTS(eng)",
    category: "t2t",
    modalities: ["text"],
    dataset: { path: "none", revision: "none" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "cosine_spearman",
    license: "apache-2.0",
    reference: null,
    citation: "",
  },
  split: "test",
  subset: "default",
  imageConversion: "native",
};

function quoted(text: string): string {
  return `"${text.length > 40 ? `${text.slice(0, 39)}…` : text}"`;
}

function identityOf(column: string, row: number, content: string | Uint8Array): EncoderInput["identity"] {
  return { table: "trial", column, row, contentHash: createHash("sha256").update(content).digest("hex") };
}
