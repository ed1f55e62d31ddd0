import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
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

/**
 * Rows against time and memory: a quarter and all of the images and of the documents, each in a process of its own.
 * `--in-use` measures what is left after collecting garbage instead of the peak; `--json` prints all that was measured.
 */
export async function scale(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      images: { type: "string", default: "200000" },
      documents: { type: "string", default: "1000000" },
      "max-memory": { type: "string", default: String(2 ** 30) },
      "in-use": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const common = { maxMemory: Number(values["max-memory"]), collects: values["in-use"] };
  const measured: Measured[] = [];
  for (const kind of ["images", "documents"] as const) {
    const all = Number(values[kind]);
    for (const rows of all > 0 ? [Math.round(all / 4), all] : []) {
      measured.push(await measure({ ...common, kind, rows }));
    }
  }
  console.log(values.json ? JSON.stringify(measured) : tableOf(measured, values["in-use"] ? "inUse" : "peak"));
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
