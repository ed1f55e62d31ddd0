import sharp from "sharp";

const [width, height] = [500, 375];
const words =
  "a photo of the small red dog cat bird on green grass near an old house under blue sky with two people".split(" ");

/** Different JPEG files of 500 × 375 pixels, smooth with some grain as photographs are: about 50 kB each. */
export async function jpegImages(count: number): Promise<readonly Uint8Array[]> {
  const next = randomBytes(1);
  const images: Uint8Array[] = [];
  for (let index = 0; index < count; index++) {
    const coarse = Uint8Array.from({ length: 16 * 12 * 3 }, next);
    const smooth = await sharp(coarse, { raw: { width: 16, height: 12, channels: 3 } })
      .resize(width, height, { kernel: "cubic" })
      .raw()
      .toBuffer();
    const grainy = smooth.map((value) => Math.min(255, value + (next() >> 4)));
    images.push(
      await sharp(grainy, { raw: { width, height, channels: 3 } })
        .jpeg({ quality: 90 })
        .toBuffer(),
    );
  }
  return images;
}

/** Different captions of 8 to 20 words. */
export function captions(count: number): readonly string[] {
  const next = randomBytes(2);
  return Array.from({ length: count }, (_, index) => {
    const length = 8 + (next() % 13);
    return [...Array.from({ length }, () => words[next() % words.length]), `number ${index}`].join(" ");
  });
}

/** Bytes of a linear congruential generator: the same in every run. */
function randomBytes(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  };
}
