import { fileWriter, ParquetWriter } from "hyparquet-writer";

/** A column and how to take its cell from a row. */
export interface RowColumn<Row> {
  readonly name: string;
  readonly type: "STRING" | "INT32" | "IMAGE";
  readonly nullable?: boolean;
  cell(row: Row): unknown;
}

export interface ParquetRows<Row> {
  /** Adds a row that takes about so many bytes; written to the file with others once a row group is full. */
  add(row: Row, bytes: number): Promise<void>;
  /** Writes what is left and the footer. */
  finish(): Promise<void>;
}

const groupBytes = 2 ** 24;

/** A Parquet file written row by row; one row group of at most `groupRows` rows or 16 MiB is in memory. */
export function parquetRows<Row>(
  file: string,
  columns: readonly RowColumn<Row>[],
  groupRows: number,
): ParquetRows<Row> {
  const schema = [{ name: "root", num_children: columns.length }, ...columns.flatMap(schemaOf)];
  const writer = new ParquetWriter({ writer: fileWriter(file), schema, kvMetadata: [featuresOf(columns)] });
  let rows: Row[] = [];
  let bytes = 0;

  async function flush(): Promise<void> {
    if (rows.length === 0) return;
    const columnData = columns.map(({ name, type, cell }) => ({
      name,
      data: rows.map(cell),
      // Images are compressed already, and their smallest and largest bytes say nothing.
      ...(type === "IMAGE" && { codec: "UNCOMPRESSED" as const, encoding: "PLAIN" as const, statistics: false }),
    }));
    await writer.write({ columnData, rowGroupSize: rows.length });
    [rows, bytes] = [[], 0];
  }

  return {
    async add(row, size) {
      rows.push(row);
      bytes += size;
      if (rows.length >= groupRows || bytes >= groupBytes) await flush();
    },
    async finish() {
      await flush();
      await writer.finish();
    },
  };
}

type SchemaElements = ConstructorParameters<typeof ParquetWriter>[0]["schema"];

function schemaOf<Row>({ name, type, nullable = false }: RowColumn<Row>): SchemaElements {
  const repetition_type = nullable ? ("OPTIONAL" as const) : ("REQUIRED" as const);
  if (type === "INT32") return [{ name, type, repetition_type }];
  if (type === "STRING") return [{ name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type }];
  return [
    { name, num_children: 2, repetition_type },
    { name: "bytes", type: "BYTE_ARRAY", repetition_type: "OPTIONAL" },
    { name: "path", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
  ];
}

/** What Python's `datasets` needs to know to decode images. */
function featuresOf<Row>(columns: readonly RowColumn<Row>[]): { key: string; value: string } {
  const features = columns.map(({ name, type }) => {
    if (type === "IMAGE") return [name, { _type: "Image" }];
    return [name, { dtype: type === "INT32" ? "int32" : "string", _type: "Value" }];
  });
  return { key: "huggingface", value: JSON.stringify({ info: { features: Object.fromEntries(features) } }) };
}
