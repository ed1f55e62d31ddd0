import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import Table from "cli-table3";
import { measureProcess } from "../miniature/measured-process.ts";
import { writeDocuments, writeImages } from "./repositories.ts";

const child = fileURLToPath(new URL("scale-child.ts", import.meta.url));
const writers = { images: writeImages, documents: writeDocuments };

interface ScaleRun {
  readonly kind: keyof typeof writers;
  readonly rows: number;
  readonly maxMemory: number;
}

/** Rows against time and the peak of anonymous memory: a quarter and all of the images and of the documents. */
export async function scale(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      images: { type: "string", default: "200000" },
      documents: { type: "string", default: "1000000" },
      "max-memory": { type: "string", default: String(2 ** 30) },
    },
  });
  const table = new Table({ head: ["rows", "s", "peak RssAnon, MB", "bytes a row"], style: { head: [] } });
  for (const kind of ["images", "documents"] as const) {
    for (const share of [0.25, 1]) {
      const rows = Math.round(Number(values[kind]) * share);
      const { seconds, peak } = await measure({ kind, rows, maxMemory: Number(values["max-memory"]) });
      table.push([`${rows} ${kind}`, seconds.toFixed(1), (peak / 1e6).toFixed(0), Math.round(peak / rows)]);
    }
  }
  console.log(table.toString());
}

async function measure({ kind, rows, maxMemory }: ScaleRun): Promise<{ seconds: number; peak: number }> {
  const folder = await mkdtemp(join(tmpdir(), "mieb-scale-"));
  try {
    await writers[kind](folder, rows);
    const args = ["--conditions=@mieb/source", child, kind, folder, String(maxMemory)];
    const { stdout } = await measureProcess({ program: process.execPath, args, env: process.env });
    return JSON.parse(stdout) as { seconds: number; peak: number };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
