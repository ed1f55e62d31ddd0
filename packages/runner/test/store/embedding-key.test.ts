import { expect, it } from "vitest";
import { embeddingKey } from "../../src/store/embedding-key.ts";
import { hashOf } from "./support.ts";

const image = { contentHash: hashOf("image"), modality: "image", imageConversion: "native" } as const;

it("differs with everything that changes a vector, and with nothing else", () => {
  const keys = [
    image,
    { ...image, contentHash: hashOf("another") },
    { ...image, imageConversion: "rgb" as const },
    { ...image, instruction: "query: " },
    { ...image, instruction: "" },
    { ...image, modality: "text" },
    { ...image, modality: "image,text" },
  ].map(embeddingKey);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.every((key) => /^[0-9a-f]{64}$/.test(key))).toBe(true);
  expect(embeddingKey({ ...image, instruction: undefined })).toBe(embeddingKey(image));
});

it("is the same for a text whatever happens to images", () => {
  const text = { ...image, modality: "text" };
  expect(embeddingKey({ ...text, imageConversion: "rgb" })).toBe(embeddingKey(text));
});
