import { isEncodedImage, type Value } from "./table.ts";

const shownLength = 60;
const shownNumbers = 10;

/** A cell in a user's words, for "got …": `null`, `an empty list`, `a list of 3 texts`, `the text "x"`, `the number 0.5`. */
export function describeValue(value: Value | undefined): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "string") return textInWords(value);
  if (typeof value === "number") return `the number ${value}`;
  if (typeof value === "boolean") return String(value);
  if (value instanceof Uint8Array) return counted(value.length, "byte");
  if (isEncodedImage(value)) return `an image of ${counted(value.bytes.length, "byte")}`;
  if (isList(value)) return listInWords(value);
  return `fields ${Object.keys(value).join(", ") || "without names"}`;
}

function textInWords(text: string): string {
  if (text === "") return "an empty text";
  const characters = [...text];
  const isLong = characters.length > shownLength;
  const shown = JSON.stringify(isLong ? `${characters.slice(0, shownLength).join("")}…` : text);
  return `the text ${shown}${isLong ? ` of ${characters.length} characters` : ""}`;
}

/** What the items are is said where all are alike; a null among texts is likely what is wrong, so it is counted. */
function listInWords(items: readonly Value[]): string {
  if (items.length === 0) return "an empty list";
  const nulls = items.filter((item) => item === null).length;
  if (nulls > 0) return `a list of ${counted(items.length, "value")}, ${nulls} of them null`;
  const kinds = new Set(items.map(kindOf));
  const [kind = "value"] = kinds.size === 1 ? kinds : [];
  // Among labels it is one that is wrong, and which one cannot be told from their number.
  const shown = kind === "number" && items.length <= shownNumbers ? ` (${items.join(", ")})` : "";
  return `a list of ${counted(items.length, kind)}${shown}`;
}

function kindOf(value: Value): string {
  if (typeof value === "string") return "text";
  if (typeof value === "number") return "number";
  if (isEncodedImage(value)) return "image";
  return isList(value) ? "list" : "value";
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
