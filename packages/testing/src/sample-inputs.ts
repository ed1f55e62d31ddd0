import { createHash } from "node:crypto";
import type { EncoderInput, EncodeOptions, TaskMetadata } from "@mieb/core";
import { pngFile } from "@mieb/runner/trial";

/** Metadata of a task that does not exist, for tests. */
export const sampleMetadata: TaskMetadata = {
  name: "Sample",
  description: "A task for tests.",
  type: "ImageClassification",
  category: "i2c",
  modalities: ["image"],
  dataset: { path: "mieb-fixtures/sample", revision: "0".repeat(40) },
  evalSplits: ["test"],
  subsets: { default: ["eng-Latn"] },
  mainScore: "accuracy",
  license: "apache-2.0",
  reference: null,
  citation: "",
};

/** The context in which conformance suites encode. */
export const encodeOptions: EncodeOptions = {
  task: sampleMetadata,
  split: "test",
  subset: "default",
  imageConversion: "native",
};

const sentences = [
  "a photo of a cat.",
  "Ein rotes Quadrat links von einem blauen Kreis",
  "x",
  "Übergrößenträger, naïve façade — “quoted” text; 1,234.56 € and a long tail of words that goes on and on and on",
  "日本語のキャプション",
];

/** Sentences of several lengths and scripts, all different. */
export function textInputs(count: number = sentences.length): readonly EncoderInput[] {
  return Array.from({ length: count }, (_, row) => {
    const round = Math.floor(row / sentences.length);
    const text = `${sentences[row % sentences.length]}${round > 0 ? ` ${round + 1}` : ""}`;
    return { text, identity: identity("text", row, text) };
  });
}

/** Small drawn RGB images of several sizes and shapes, all different, as PNG. */
export function imageInputs(count = 5): readonly EncoderInput[] {
  const sizes = [
    [32, 32],
    [64, 48],
    [17, 90],
    [224, 224],
    [5, 7],
  ] as const;
  return Array.from({ length: count }, (_, row) => {
    const [width, height] = sizes[row % sizes.length] ?? sizes[0];
    const image = drawPng(width, height, row);
    return { image, identity: identity("image", row, image) };
  });
}

/** An RGB PNG with a pattern that `variant` decides. */
export function drawPng(width: number, height: number, variant: number): Uint8Array {
  return pngFile({
    width,
    height,
    color: "rgb",
    pixelAt: (x, y) => [0, 80, 160].map((shade) => x * (variant + 2) + y * (5 - variant) + shade),
  });
}

function identity(column: string, row: number, content: string | Uint8Array): EncoderInput["identity"] {
  return { table: "sample", column, row, contentHash: createHash("sha256").update(content).digest("hex") };
}
