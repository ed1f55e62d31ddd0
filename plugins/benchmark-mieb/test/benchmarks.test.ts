import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parsePlugin, type Benchmark } from "@mieb/core";
import { readReferenceEntries, sharedFolder, sharedFolderMissing } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import plugin from "../src/index.ts";

const shared = sharedFolder();
const benchmarks = plugin.benchmarks ?? [];

it("is a valid plugin whose lists name no task twice", () => {
  expect(() => parsePlugin(plugin, "src/index.ts")).not.toThrow();
  for (const { tasks } of benchmarks) expect(new Set(tasks).size).toBe(tasks.length);
});

describe.skipIf(!shared)(`benchmarks of the reference${shared ? "" : ` (skipped: ${sharedFolderMissing})`}`, () => {
  const reference = shared
    ? (JSON.parse(readFileSync(join(shared, "mieb/benchmarks.json"), "utf8")) as Benchmark[])
    : [];

  it("are these four, in this order, with these tasks in this order", () => {
    expect(benchmarks).toEqual(
      reference.map(({ name, description, reference, citation, tasks }) => ({
        name,
        description,
        reference,
        citation,
        tasks,
      })),
    );
  });

  it("name tasks of the catalogue, all of them together", () => {
    const named = new Set(benchmarks.flatMap(({ tasks }) => tasks));
    expect([...named].toSorted()).toEqual(
      readReferenceEntries()
        .map(({ name }) => name)
        .toSorted(),
    );
  });
});
