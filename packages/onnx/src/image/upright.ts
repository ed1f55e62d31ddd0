import type { Metadata, Sharp } from "sharp";

/** The image as EXIF orients it; where EXIF says nothing, as XMP does, which Pillow's `getexif` falls back on. */
export function upright(image: Sharp, metadata: Metadata): Sharp {
  if (metadata.orientation !== undefined) return image.autoOrient();
  const [, orientation] = /tiff:Orientation(?:="|>)([0-9])/.exec(metadata.xmpAsString ?? "") ?? [];
  const turn = turns[Number(orientation)];
  return turn ? turn(image) : image;
}

/** By orientation; sharp mirrors first and turns then, whatever the order of the calls. */
const turns: Readonly<Record<number, (image: Sharp) => Sharp>> = {
  2: (image) => image.flop(),
  3: (image) => image.rotate(180),
  4: (image) => image.flip(),
  5: (image) => image.flip().rotate(90),
  6: (image) => image.rotate(90),
  7: (image) => image.flop().rotate(90),
  8: (image) => image.rotate(270),
};
