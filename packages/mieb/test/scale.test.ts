import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

interface Measured {
  readonly kind: "images" | "documents";
  readonly rows: number;
  readonly peak: number;
  readonly inUse: number;
  readonly score: number;
}

const benchmarks = fileURLToPath(new URL("../../../benchmarks/run.ts", import.meta.url));
const ceiling = 160 * 2 ** 20;

/** Some seconds on an idle machine; what is asserted does not depend on them. */
const timeout = 600_000;

/** Runs of a quarter and of all of 80,000 documents (and as many images, unless the flags say otherwise), each in a process of its own. */
function scale(...flags: string[]): readonly Measured[] {
  const sizes = ["--images", "80000", "--documents", "80000", "--max-memory", String(ceiling), "--json"];
  const args = ["--conditions=@mieb/source", benchmarks, "scale", ...sizes, ...flags];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout) as Measured[];
}

it("takes no more than 200 bytes for a further row, whatever the kind of task", { timeout }, () => {
  const [fewImages, images, fewDocuments, documents] = scale("--in-use") as [Measured, Measured, Measured, Measured];
  for (const [few, many] of [
    [fewImages, images],
    [fewDocuments, documents],
  ] as const) {
    expect(many.rows).toBe(4 * few.rows);
    expect(few.inUse).toBeGreaterThan(10e6);
    expect((many.inUse - few.inUse) / (many.rows - few.rows), many.kind).toBeLessThan(200);
  }
  expect(documents.score).toBe(1);
});

it.skipIf(process.platform !== "linux")("stays below --max-memory [needs /proc]", { timeout }, () => {
  for (const { kind, rows, peak } of scale("--images", "0")) {
    expect(peak, `${rows} ${kind}`).toBeGreaterThan(30e6);
    expect(peak, `${rows} ${kind}`).toBeLessThan(ceiling);
  }
});
