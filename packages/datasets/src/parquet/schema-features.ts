import type { Feature } from "@mieb/core";
import type { SchemaElement, SchemaTree } from "hyparquet";
import { structFeature } from "../struct-feature.ts";

/** Type of a column by the Parquet schema alone; a struct of exactly `bytes` and `path` is an image. */
export function schemaFeature(node: SchemaTree): Feature {
  const { element, children } = node;
  if (element.repetition_type === "REPEATED") return { kind: "list", item: bareFeature(node) };
  const repeated = children[0];
  if (isList(element) && repeated) return { kind: "list", item: listItem(repeated) };
  return children.length > 0 ? fieldsOf(children) : { kind: leafKind(element) };
}

function bareFeature({ element, children }: SchemaTree): Feature {
  return children.length > 0 ? fieldsOf(children) : { kind: leafKind(element) };
}

/** Three-level lists wrap their item in a repeated group; two-level lists repeat the item itself. */
function listItem(repeated: SchemaTree): Feature {
  const [only, second] = repeated.children;
  return only && !second ? schemaFeature(only) : bareFeature(repeated);
}

function fieldsOf(children: readonly SchemaTree[]): Feature {
  return structFeature(Object.fromEntries(children.map((child) => [child.element.name, schemaFeature(child)])));
}

function isList(element: SchemaElement): boolean {
  return element.converted_type === "LIST" || element.logical_type?.type === "LIST";
}

function leafKind({
  type,
  converted_type: converted,
  logical_type: logical,
}: SchemaElement): "text" | "integer" | "float" | "boolean" | "binary" {
  if (logical?.type === "FLOAT16" || converted === "DECIMAL" || type === "FLOAT" || type === "DOUBLE") return "float";
  if (type === "BOOLEAN") return "boolean";
  if (/^(TIME|DATE)/.test(converted ?? logical?.type ?? "") || type === "INT96") return "text";
  if (type === "INT32" || type === "INT64") return "integer";
  return converted === "UTF8" ||
    converted === "ENUM" ||
    converted === "JSON" ||
    /^(STRING|ENUM|JSON|UUID)$/.test(logical?.type ?? "")
    ? "text"
    : "binary";
}
