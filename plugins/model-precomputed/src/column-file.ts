import { basename } from "node:path";
import { MiebError } from "@mieb/core";
import type { FileCaches } from "./file-caches.ts";

/** A file of rows and named columns, read on demand. */
export interface ColumnFile {
  /** For messages: the file's name. */
  readonly name: string;
  readonly rowCount: number;
  readonly columns: readonly string[];
  /** Cells of `rows` (ascending, without repetition), in that order. */
  read(column: string, rows: readonly number[]): Promise<readonly unknown[]>;
  /** Closes what was opened. */
  close?(): Promise<void>;
}

/** Column of a .npy file's vectors; in other files the vectors' column may have one of these names. */
export const vectorColumnNames = ["vector", "embedding"] as const;

/** Opens a file of vectors by its extension; the libraries that read it are loaded now. */
export async function openColumnFile(path: string, caches: FileCaches): Promise<ColumnFile> {
  try {
    if (/\.(parquet|pq)$/i.test(path)) return await (await import("./parquet-file.ts")).openParquetFile(path, caches);
    if (/\.npy$/i.test(path)) return await (await import("./npy-file.ts")).openNpyFile(path, caches);
    return await (await import("./arrow-file.ts")).openArrowFile(path, caches);
  } catch (error) {
    throw error instanceof MiebError ? error : invalidFile(path, String((error as Error).message), error);
  }
}

/** The error for a file that cannot be used as it is. */
export function invalidFile(path: string, fault: string, cause?: unknown): MiebError {
  return new MiebError("MODEL_INVALID_FILE", `${basename(path)}: ${fault.replace(/\.$/, "")}.`, {
    hint: "The README of @mieb/model-precomputed shows a script that writes such a file.",
    ...(cause !== undefined && { cause }),
  });
}
