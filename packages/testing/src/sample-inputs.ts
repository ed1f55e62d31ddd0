import { createHash } from "node:crypto";
import { deflateSync, crc32 } from "node:zlib";
import type { EncoderInput, EncodeOptions, TaskMetadata } from "@mieb/core";

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
  const rows = Array.from({ length: height }, (_, y) => [
    0,
    ...Array.from(
      { length: width * 3 },
      (_, i) => (Math.floor(i / 3) * (variant + 2) + y * (5 - variant) + (i % 3) * 80) % 256,
    ),
  ]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Uint8Array.from(rows.flat()));
  return new Uint8Array(
    Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]),
  );
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

function identity(column: string, row: number, content: string | Uint8Array): EncoderInput["identity"] {
  return { table: "sample", column, row, contentHash: createHash("sha256").update(content).digest("hex") };
}
