import { defineTask, type Task } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { sharedFolderMissing } from "../shared-folder.ts";
import { expectedNames } from "./class-names.ts";
import { familyProtocols } from "./family-protocols.ts";
import { readReferenceEntries } from "./reference-entry.ts";

const entries = readReferenceEntries();
const pictures: Task = defineTask({
  metadata: {
    name: "Pictures",
    description: "Pictures.",
    type: "ZeroShotClassification",
    category: "it2i",
    modalities: ["image", "text"],
    dataset: { path: "pictures", revision: "1" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "accuracy",
    license: "cc0-1.0",
    reference: null,
    citation: "",
  },
  evaluator: "zero-shot",
  columns: { label: "kind" },
});

describe("family protocols", () => {
  it("say where the candidate texts of a zero-shot task come from", async () => {
    const literal = { candidateLabels: ["a", "b"] };
    expect(await familyProtocols["zeroshot"]?.actual(pictures, literal)).toMatchObject({
      labelsFrom: "literal",
      ...literal,
    });
    expect(await familyProtocols["zeroshot"]?.actual(pictures, { template: "a {name}" })).toEqual({
      image: "image",
      label: "kind",
      labelsFrom: "features.kind.names",
      candidateLabels: null,
      template: "a {name}",
      names: expectedNames(null),
    });
  });

  it("take the sides of a retrieval task from its category unless its options say otherwise", () => {
    const sidesOf = (options: Readonly<Record<string, unknown>>): unknown =>
      familyProtocols["retrieval"]?.actual(pictures, options);
    expect(sidesOf({})).toMatchObject({ query: "image,text", corpus: "image" });
    expect(sidesOf({ corpusModalities: ["text"] })).toMatchObject({ query: "image,text", corpus: "text" });
  });
});

it.skipIf(entries.length === 0)(
  `cover every family of the catalogue but aggregates${entries.length > 0 ? "" : ` (skipped: ${sharedFolderMissing})`}`,
  () => {
    const families = new Set(entries.map(({ family }) => family));
    expect([...families].toSorted()).toEqual([...Object.keys(familyProtocols), "aggregate"].toSorted());
  },
);
