import { expect, it } from "vitest";
import { sizesInWords } from "./sizes-in-words.ts";

it("tells rows, queries, documents, images and texts of each split, as far as they were counted", () => {
  const statistics = {
    train: { samples: 50_000, distinctImages: 49_998 },
    test: { samples: 6001, queries: 1, documents: 6000, distinctImages: 1, distinctTexts: 4999 },
    bare: { samples: 3 },
  };
  expect(sizesInWords({ statistics })).toEqual([
    "train 50,000 rows with 49,998 different images",
    "test 1 query and 6,000 documents with 1 different image and 4,999 different texts",
    "bare 3 rows",
  ]);
  expect(sizesInWords({})).toEqual([]);
});
