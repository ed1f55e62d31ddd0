import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Table from "cli-table3";
import { measureProcess } from "../miniature/measured-process.ts";
import { writeDocuments, writeImages } from "./repositories.ts";
import { writeVectors } from "./vectors.ts";

const child = fileURLToPath(new URL("scale-child.ts", import.meta.url));
const writers = { images: writeImages, documents: writeDocumentsWithVectors };

interface ScaleRun {
  readonly kind: keyof typeof writers;
  readonly rows: number;
  readonly maxMemory: number;
  /** Whether what is in use is measured instead: collecting garbage for it lowers the peak. */
  readonly collects: boolean;
}

interface Measured extends Pick<ScaleRun, "kind" | "rows"> {
  readonly seconds: number;
  /** Highest `RssAnon`, sampled, in bytes. */
  readonly peak: number;
  /** Most bytes that were left after a collection; 0 where none was made. */
  readonly inUse: number;
  readonly score: number;
}

/** What is measured. */
export interface ScaleOptions {
  /** Rows; 0 leaves the kind out. */
  readonly images: number;
  readonly documents: number;
  /** Bytes. */
  readonly maxMemory: number;
  /** Whether what is left after collecting garbage is measured instead of the peak. */
  readonly inUse: boolean;
  /** Whether all that was measured is printed. */
  readonly json: boolean;
}

/**
 * Rows against time and memory: a quarter and all of the images and of the documents, each in a process of its own.
 */
export async function scale({ maxMemory, inUse, json, ...counts }: ScaleOptions): Promise<void> {
  const common = { maxMemory, collects: inUse };
  const measured: Measured[] = [];
  for (const kind of ["images", "documents"] as const) {
    const all = counts[kind];
    for (const rows of all > 0 ? [Math.round(all / 4), all] : []) {
      measured.push(await measure({ ...common, kind, rows }));
    }
  }
  console.log(json ? JSON.stringify(measured) : tableOf(measured, inUse ? "inUse" : "peak"));
}

/** Equal seconds for 100,000 rows mean that time is linear; bytes are those of a row more, not of the fixed part. */
function tableOf(measured: readonly Measured[], memory: "peak" | "inUse"): string {
  const title = memory === "peak" ? "peak RssAnon, MB" : "in use, MB";
  const table = new Table({
    head: ["rows", "s", "s per 100,000 rows", title, "bytes per further row"],
    style: { head: [] },
  });
  measured.forEach((run, index) => {
    const { kind, rows, seconds, [memory]: bytes } = run;
    const quarter = index % 2 === 1 ? measured[index - 1] : undefined;
    const further = quarter ? Math.round((bytes - quarter[memory]) / (rows - quarter.rows)) : "";
    const rate = ((seconds / rows) * 1e5).toFixed(2);
    table.push([`${rows} ${kind}`, seconds.toFixed(1), rate, (bytes / 1e6).toFixed(0), further]);
  });
  return table.toString();
}

async function measure({ kind, rows, maxMemory, collects }: ScaleRun): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), "mieb-scale-"));
  try {
    await writers[kind](folder, rows);
    const flags = ["--conditions=@mieb/source", ...(collects ? ["--expose-gc"] : [])];
    const args = [...flags, child, kind, folder, String(maxMemory)];
    const { stdout } = await measureProcess({ program: process.execPath, args, env: process.env });
    return { kind, rows, ...(JSON.parse(stdout) as Pick<Measured, "seconds" | "peak" | "inUse" | "score">) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeDocumentsWithVectors(folder: string, count: number): Promise<void> {
  await writeDocuments(folder, count);
  await writeVectors(folder, count);
}
