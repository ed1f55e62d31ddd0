import type { Explanation } from "@mieb/core";
import type { ImageTextPairOptions } from "./options.ts";

/** How compositionality is scored, in words. */
export function explainImageTextPair({ images, texts }: ImageTextPairOptions): Explanation {
  const [imageCount, textCount] = [images.length, texts.length];
  return {
    protocol:
      `A sample has ${counted(imageCount, "image")} and ${counted(textCount, "text")}, compared by cosine. Text accuracy counts the samples ` +
      "whose every image is nearest to its own text, image accuracy those whose every text is nearest to its own image, accuracy those with both.",
    quirks: [
      ...(imageCount === 1 && textCount > 1
        ? [
            "With one image to a sample, image accuracy and accuracy are 0 by construction; text accuracy is what counts.",
          ]
        : []),
      ...(textCount === 1 && imageCount > 1
        ? [
            "With one text to a sample, text accuracy and accuracy are 0 by construction; image accuracy is what counts.",
          ]
        : []),
      "Of equal cosines the first wins, so a model that gives the same vector to all is right where the right answer stands first.",
      "Images lose their transparency before the model sees them, whatever the model does with it elsewhere.",
    ],
  };
}

function counted(count: number, noun: string): string {
  return `${count === 1 ? "one" : count} ${noun}${count === 1 ? "" : "s"}`;
}
