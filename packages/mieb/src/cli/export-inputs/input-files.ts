import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { EncoderInput, Modality } from "@mieb/core";
import type { InputPlace } from "./export-inputs.ts";
import { parquetRows, type ParquetRows, type RowColumn } from "./parquet-rows.ts";

/** The two files of an export while they are written. */
export interface InputFiles extends AsyncDisposable {
  /** Rows of the manifest so far. */
  readonly rows: number;
  /** Different inputs so far. */
  readonly inputs: number;
  /** Writes an input unless one of the same content was. */
  writeInput(input: EncoderInput, modality: Modality): Promise<void>;
  writePlace(place: InputPlace): Promise<void>;
  /** Completes the files and gives them their names. */
  finish(): Promise<void>;
}

interface InputRow {
  readonly input: EncoderInput;
  readonly modality: Modality;
}

const inputColumns: readonly RowColumn<InputRow>[] = [
  { name: "key", type: "STRING", cell: ({ input }) => input.identity.contentHash },
  { name: "modality", type: "STRING", cell: ({ modality }) => modality },
  { name: "text", type: "STRING", nullable: true, cell: ({ input }) => input.text ?? null },
  {
    name: "image",
    type: "IMAGE",
    nullable: true,
    cell: ({ input }) => (input.image ? { bytes: input.image, path: null } : null),
  },
];

const names = ["task", "split", "subset", "request", "table", "column", "key", "modality", "image_conversion"] as const;
const placeColumns: readonly RowColumn<InputPlace>[] = [
  ...names.map((name) => ({ name, type: "STRING" as const, cell: (place: InputPlace) => place[name] })),
  { name: "row", type: "INT32", cell: ({ row }) => row },
  { name: "role", type: "STRING", nullable: true, cell: ({ role }) => role },
  { name: "instruction", type: "STRING", nullable: true, cell: ({ instruction }) => instruction },
];

/**
 * Opens `inputs.parquet` and `manifest.parquet` in a folder. They are written aside and get their names at the end, so that
 * an export which was stopped leaves the files of an earlier one as they were.
 */
export async function openInputFiles(folder: string): Promise<InputFiles> {
  await mkdir(folder, { recursive: true });
  const [inputFile, placeFile] = ["inputs", "manifest"].map((name) => join(folder, `${name}.parquet`)) as [
    string,
    string,
  ];
  const aside = (file: string): string => `${file}.partial`;
  const inputs: ParquetRows<InputRow> = parquetRows(aside(inputFile), inputColumns, 1000);
  const places: ParquetRows<InputPlace> = parquetRows(aside(placeFile), placeColumns, 50_000);
  const seen = new Set<string>();
  let rows = 0;
  return {
    get rows() {
      return rows;
    },
    get inputs() {
      return seen.size;
    },
    async writeInput(input, modality) {
      const before = seen.size;
      if (seen.add(compact(input.identity.contentHash)).size === before) return;
      await inputs.add({ input, modality }, 200 + (input.image?.byteLength ?? 0) + 2 * (input.text?.length ?? 0));
    },
    async writePlace(place) {
      rows++;
      await places.add(place, 200);
    },
    async finish() {
      await Promise.all([inputs.finish(), places.finish()]);
      await rm(inputFile, { force: true });
      await rename(aside(placeFile), placeFile);
      await rename(aside(inputFile), inputFile);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([inputFile, placeFile].map((file) => rm(aside(file), { force: true })));
    },
  };
}

/** Half of a SHA-256 as sixteen one-byte characters: about 60 bytes in a Set instead of 110. */
function compact(hash: string): string {
  return Buffer.from(hash.slice(0, 32), "hex").toString("latin1");
}
