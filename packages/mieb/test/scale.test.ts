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

it.each(["images", "documents"] as const)(
  "takes no more than 200 bytes for a further row of %s, and stays below --max-memory",
  { timeout },
  (kind) => {
    const [few, many] = scale(kind, 60_000);
    expect([few.rows, many.rows]).toEqual([15_000, 60_000]);
    expect(few.inUse).toBeGreaterThan(10e6);
    expect((many.inUse - few.inUse) / (many.rows - few.rows)).toBeLessThan(200);
    for (const { peak } of [few, many]) expect(peak).toBeLessThan(ceiling);
  },
);
