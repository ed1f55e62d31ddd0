import { expect, it } from "vitest";
import { parseCard } from "./card.ts";
import { cardFeatures, metadataFeatures } from "./features.ts";

const text = { kind: "text" };
const integer = { kind: "integer" };

function featuresOf(yaml: string): unknown {
  const card = parseCard(`---\ndataset_info:\n  features:\n${yaml.replace(/^/gm, "  ")}\n---\n`, "owner/data");
  return cardFeatures(card.infos[0]?.features ?? []);
}

it("reads plain types of a card", () => {
  expect(
    featuresOf(
      "- {name: a, dtype: string}\n- {name: b, dtype: large_string}\n- {name: c, dtype: uint8}\n- {name: d, dtype: float16}",
    ),
  ).toEqual({
    a: text,
    b: text,
    c: integer,
    d: { kind: "float" },
  });
  expect(
    featuresOf(
      "- {name: a, dtype: bool}\n- {name: b, dtype: image}\n- {name: c, dtype: 'timestamp[us]'}\n- {name: d, dtype: audio}",
    ),
  ).toEqual({
    a: { kind: "boolean" },
    b: { kind: "image" },
    c: text,
    d: { kind: "unknown" },
  });
});

it("orders class names by their number, and takes them as a list too", () => {
  expect(
    featuresOf("- name: a\n  dtype:\n    class_label:\n      names:\n        '10': k\n        '2': c\n        '0': a"),
  ).toEqual({ a: { kind: "class-label", names: ["a", "c", "k"] } });
  expect(featuresOf("- {name: a, dtype: {class_label: {names: [x, y]}}}")).toEqual({
    a: { kind: "class-label", names: ["x", "y"] },
  });
  expect(featuresOf("- name: a\n  sequence:\n    class_label: {names: {'0': x}}")).toEqual({
    a: { kind: "list", item: { kind: "class-label", names: ["x"] } },
  });
});

it("reads lists in their old and new forms", () => {
  expect(
    featuresOf(
      "- {name: a, sequence: int64}\n- {name: b, list: string}\n- {name: c, list: {list: image}}\n- {name: d, sequence: {dtype: image}}",
    ),
  ).toEqual({
    a: { kind: "list", item: integer },
    b: { kind: "list", item: text },
    c: { kind: "list", item: { kind: "list", item: { kind: "image" } } },
    d: { kind: "list", item: { kind: "image" } },
  });
});

it("tells a list of structs from a sequence of fields, which is stored as a struct of lists", () => {
  const fields = "\n  - {name: x, dtype: int32}\n  - {name: y, dtype: string}";
  expect(featuresOf(`- name: a\n  list:${fields}`)).toEqual({
    a: { kind: "list", item: { kind: "struct", fields: { x: integer, y: text } } },
  });
  expect(featuresOf(`- name: a\n  struct:${fields}`)).toEqual({
    a: { kind: "struct", fields: { x: integer, y: text } },
  });
  expect(featuresOf(`- name: a\n  sequence:${fields}`)).toEqual({
    a: { kind: "struct", fields: { x: { kind: "list", item: integer }, y: { kind: "list", item: text } } },
  });
});

it("takes a struct of bytes and path for an image", () => {
  expect(featuresOf("- name: a\n  struct:\n  - {name: bytes, dtype: binary}\n  - {name: path, dtype: string}")).toEqual(
    { a: { kind: "image" } },
  );
});

it("reads the types that the library stores in Parquet files", () => {
  const features = {
    a: { dtype: "int64", _type: "Value" },
    b: { names: ["x"], _type: "ClassLabel" },
    c: { feature: { mode: null, _type: "Image" }, _type: "List" },
    d: { feature: { e: { dtype: "string", _type: "Value" } }, _type: "Sequence" },
    f: [{ g: { dtype: "bool", _type: "Value" } }],
    h: { sampling_rate: 16000, _type: "Audio" },
  };
  expect(metadataFeatures(features)).toEqual({
    a: integer,
    b: { kind: "class-label", names: ["x"] },
    c: { kind: "list", item: { kind: "image" } },
    d: { kind: "struct", fields: { e: { kind: "list", item: text } } },
    f: { kind: "list", item: { kind: "struct", fields: { g: { kind: "boolean" } } } },
    h: { kind: "unknown" },
  });
});
