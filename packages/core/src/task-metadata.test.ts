import { expect, it } from "vitest";
import { taskMetadataSchema, type TaskMetadata } from "./task-metadata.ts";

const metadata: TaskMetadata = {
  name: "Pets",
  description: "Pets.",
  type: "ImageClassification",
  category: "i2c",
  modalities: ["image"],
  dataset: { path: "acme/pets", revision: "1" },
  evalSplits: ["test"],
  subsets: { default: ["eng-Latn"] },
  mainScore: "accuracy",
  license: "cc0-1.0",
  reference: null,
  citation: "",
};

it.each([
  [{ test: { samples: 2, queries: 1, documents: 1, distinctImages: 0, distinctTexts: 2 } }, true],
  [{}, true],
  [{ test: {} }, false],
  [{ test: { samples: 1.5 } }, false],
  [{ test: { samples: 2, images: 2 } }, false],
  [{ test: 2 }, false],
  [null, false],
])("sizes %j are taken: %j", (statistics, isTaken) => {
  const parsed = taskMetadataSchema.safeParse({ ...metadata, statistics });
  expect(parsed.success).toBe(isTaken);
  if (!isTaken)
    expect(parsed.error?.issues).toMatchObject([
      { path: ["statistics"], message: expect.stringContaining("whole numbers") },
    ]);
});

it("sizes need not be known", () => {
  expect(taskMetadataSchema.parse(metadata)).toEqual(metadata);
});
