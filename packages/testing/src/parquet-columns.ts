import { isEncodedImage, type Value } from "@mieb/core";
import { parquetWriteBuffer } from "hyparquet-writer";

/** Cells of a repository's column: texts, integers, images or lists of texts; null is always allowed. */
export type StoredColumns = Readonly<Record<string, readonly Value[]>>;

type SchemaElements = NonNullable<Parameters<typeof parquetWriteBuffer>[0]["schema"]>;

/** A Parquet file of these columns, with the types that a hub's repositories have; the first cell that is not null decides. */
export function parquetFile(columns: StoredColumns): Uint8Array {
  const schema: SchemaElements = [
    { name: "root", num_children: Object.keys(columns).length },
    ...Object.entries(columns).flatMap(([name, cells]) => schemaOf(name, cells)),
  ];
  const columnData = Object.entries(columns).map(([name, cells]) => ({ name, data: [...cells] }));
  return new Uint8Array(parquetWriteBuffer({ columnData, schema }));
}

function schemaOf(name: string, cells: readonly Value[]): SchemaElements {
  const cell = cells.find((value) => value !== null) ?? "";
  const repetition_type = "OPTIONAL" as const;
  const text = { type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type } as const;
  if (typeof cell === "number") return [{ name, type: "INT32", repetition_type }];
  if (isEncodedImage(cell)) {
    return [
      { name, repetition_type, num_children: 2 },
      { name: "bytes", type: "BYTE_ARRAY", repetition_type },
      { name: "path", ...text },
    ];
  }
  if (!Array.isArray(cell)) return [{ name, ...text }];
  return [
    { name, repetition_type, num_children: 1, converted_type: "LIST" },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    { name: "element", ...text },
  ];
}
