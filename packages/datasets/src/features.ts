import type { Feature } from "@mieb/core";
import { structFeature } from "./struct-feature.ts";

type Json = Readonly<Record<string, unknown>>;

/** Column types from the card's `dataset_info.features`, in its old and new forms; keys in declared order. */
export function cardFeatures(fields: readonly unknown[]): Readonly<Record<string, Feature>> {
  return Object.fromEntries(fields.map((field) => [String((field as Json)["name"]), cardField(field as Json)]));
}

function cardField(field: Json): Feature {
  const [form, inner] =
    ["list", "large_list", "sequence", "struct", "dtype"]
      .map((key) => [key, field[key]] as const)
      .find(([, value]) => value !== undefined) ?? [];
  if (form === "struct") return structOf(inner);
  if (form === "sequence" && Array.isArray(inner)) return structOfLists(inner);
  if (form === "dtype") return cardType(inner);
  return form === undefined ? { kind: "unknown" } : { kind: "list", item: cardItem(inner) };
}

/** What stands after `list:` or `sequence:`: a type name, a type, or the fields of a struct. */
function cardItem(inner: unknown): Feature {
  if (Array.isArray(inner)) return structOf(inner);
  if (typeof inner === "string") return { kind: valueKind(inner) };
  const item = inner as Json;
  return "class_label" in item || "image" in item ? cardType(item) : cardField(item);
}

function cardType(type: unknown): Feature {
  if (typeof type === "string") return { kind: valueKind(type) };
  const record = type as Json;
  if ("class_label" in record) return classLabel((record["class_label"] as Json | null)?.["names"]);
  if ("image" in record) return { kind: "image" };
  return "struct" in record || "list" in record || "sequence" in record ? cardField(record) : { kind: "unknown" };
}

function structOf(fields: unknown): Feature {
  return Array.isArray(fields) ? structFeature(cardFeatures(fields)) : { kind: "unknown" };
}

/** The library stores a sequence of several fields as a struct of lists. */
function structOfLists(fields: readonly unknown[]): Feature {
  const lists = Object.entries(cardFeatures(fields)).map(([name, item]) => [name, { kind: "list", item } as const]);
  return { kind: "struct", fields: Object.fromEntries(lists) as Record<string, Feature> };
}

/** Column types from the `huggingface` entry of a Parquet file's key-value metadata. */
export function metadataFeatures(features: Json): Readonly<Record<string, Feature>> {
  return Object.fromEntries(Object.entries(features).map(([name, type]) => [name, metadataType(type)]));
}

function metadataType(type: unknown): Feature {
  if (Array.isArray(type)) return { kind: "list", item: metadataType(type[0]) };
  const { _type: kind, ...rest } = type as Json;
  if (typeof kind !== "string") return structFeature(metadataFeatures(type as Json));
  if (kind === "Value") return { kind: valueKind(String(rest["dtype"])) };
  if (kind === "ClassLabel") return classLabel(rest["names"]);
  if (kind === "Image") return { kind: "image" };
  if (kind === "List" || kind === "LargeList") return { kind: "list", item: metadataType(rest["feature"]) };
  return kind === "Sequence" ? metadataSequence(rest["feature"]) : { kind: "unknown" };
}

function metadataSequence(feature: unknown): Feature {
  const item = metadataType(feature);
  if (item.kind !== "struct") return { kind: "list", item };
  const lists = Object.entries(item.fields).map(([name, field]) => [name, { kind: "list", item: field } as const]);
  return { kind: "struct", fields: Object.fromEntries(lists) as Record<string, Feature> };
}

/** Names as a list, or as a map from the label's number to its name. */
function classLabel(names: unknown): Feature {
  if (Array.isArray(names)) return { kind: "class-label", names: names.map(String) };
  if (typeof names !== "object" || names === null) return { kind: "integer" };
  const ordered = Object.entries(names).toSorted(([a], [b]) => Number(a) - Number(b));
  return { kind: "class-label", names: ordered.map(([, name]) => String(name)) };
}

/** Feature of an Arrow type's name as the library writes it: `string`, `int64`, `float16`, `timestamp[us]` … */
function valueKind(type: string): "text" | "integer" | "float" | "boolean" | "binary" | "image" | "unknown" {
  if (type === "image") return "image";
  if (type === "bool") return "boolean";
  if (/^u?int\d+$/.test(type)) return "integer";
  if (/^(float\d*|double|decimal.*)$/.test(type)) return "float";
  if (/^(large_)?(string|utf8)|^(timestamp|date|time)/.test(type)) return "text";
  return /binary/.test(type) ? "binary" : "unknown";
}
