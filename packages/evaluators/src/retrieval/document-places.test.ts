import { idPlaces } from "@mieb/metrics";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentPlaces, documentsByPlace } from "./document-places.ts";
import { growingTextList, textAt, type TextList } from "./text-list.ts";

function listOf(texts: readonly string[]): TextList {
  const list = growingTextList(texts.length);
  for (const text of texts) list.push(text);
  return list.toList();
}
const ids = fc.array(fc.oneof(fc.constantFrom("a", "b", "d10", "d9", ""), fc.string({ unit: "binary" })));

describe("documentPlaces", () => {
  it("orders ids as Python orders strings, equal ones together", () => {
    fc.assert(
      fc.property(ids, (texts) => {
        expect(documentPlaces(listOf(texts))).toEqual(idPlaces(texts));
      }),
    );
  });

  it("can be turned round", () => {
    const texts = ["d9", "\u{1f600}", "d10", "\uffee", "d9"];
    const places = documentPlaces(listOf(texts));
    const documents = documentsByPlace(places);
    expect([...places].map((place) => texts[documents[place] ?? 0])).toEqual(texts);
  });
});

describe("growingTextList", () => {
  it("gives every text back, however long", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary", maxLength: 200 })), (texts) => {
        const list = listOf(texts);
        expect(texts.map((_, index) => textAt(list, index))).toEqual(texts);
        expect(list.bytes.length).toBe(Buffer.byteLength(texts.join("")));
      }),
    );
  });
});
