import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

interface Measured {
  readonly kind: "images" | "documents";
  readonly rows: number;
  /** Of anonymous memory; 0 where there is no /proc. */
  readonly peak: number;
  readonly inUse: number;
  readonly score: number;
}

const benchmarks = fileURLToPath(new URL("../../../benchmarks/run.ts", import.meta.url));
const ceiling = 160 * 2 ** 20;

/** Some seconds on an idle machine; what is asserted does not depend on them. */
const timeout = 600_000;

/** Runs of a quarter and of all of these rows, each in a process of its own. */
function scale(kind: Measured["kind"], rows: number): readonly [Measured, Measured] {
  const sizes = ["--images", "0", "--documents", "0", `--${kind}`, String(rows), "--max-memory", String(ceiling)];
  const args = ["--conditions=@mieb/source", benchmarks, "scale", ...sizes, "--in-use", "--json"];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout) as [Measured, Measured];
}

/**
 * Rows of all. Vectors of the documents come from a file, which goes through the store beyond 8 MiB: so does that of a
 * quarter of them, 9 MB.
 */
const rowsOf = { images: 60_000, documents: 140_000 };
/** Bytes that a further row may take: about half as much again as it does. */
const growth = { images: 200, documents: 120 };

it.each(["images", "documents"] as const)(
  "takes few bytes for a further row of %s, and stays below --max-memory",
  { timeout, retry: 2 },
  (kind) => {
    const rows = rowsOf[kind];
    const [few, many] = scale(kind, rows);
    expect([few.rows, many.rows]).toEqual([rows / 4, rows]);
    expect(few.inUse).toBeGreaterThan(10e6);
    expect((many.inUse - few.inUse) / (many.rows - few.rows)).toBeLessThan(growth[kind]);
    for (const { peak } of [few, many]) expect(peak).toBeLessThan(ceiling);
    if (kind === "documents") expect([few.score, many.score]).toEqual([1, 1]);
  },
);
