import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseCard } from "../src/card.ts";
import { openHub } from "../src/index.ts";

/** The miniature hub lies beside the repository root. */
const shared = process.env["MIEB_SHARED"] ?? join(import.meta.dirname, "../../../../shared");
const datasets = join(shared, "golden/hub/datasets");
const isPresent = existsSync(datasets);
const names = isPresent
  ? readdirSync(datasets).flatMap((owner) => readdirSync(join(datasets, owner)).map((name) => `${owner}/${name}`))
  : [];

describe.skipIf(!isPresent)("the miniature hub (skipped without ../shared or MIEB_SHARED)", () => {
  it("has all 101 repositories", () => expect(names).toHaveLength(101));

  it.each(names)("opens %s: every config, split and column", async (name) => {
    const { infos } = parseCard(readFileSync(join(datasets, name, "README.md"), "utf8"), name);
    const repository = await openHub({ env: {} }).dataset(join(datasets, name), "main");
    expect(await repository.configs()).toEqual(infos.map((info) => info.name));
    for (const info of infos) {
      expect(await repository.splits(info.name)).toEqual(info.splits.map((split) => split.name));
      for (const split of info.splits) {
        const table = await repository.table(info.name, split.name);
        expect({ name: table.name, rowCount: table.rowCount }).toEqual({ name: table.name, rowCount: split.rowCount });
        expect(Object.keys(table.features)).toEqual(info.features?.map((field) => (field as { name: string }).name));
        expect(Object.values(table.features).map(({ kind }) => kind)).not.toContain("unknown");
        for (const column of Object.keys(table.features)) {
          const [first, last] = [await table.read(column, [0]), await table.read(column, [table.rowCount - 1])];
          expect(await table.read(column)).toSatisfy((all: unknown[]) => all.length === table.rowCount);
          expect([...first, ...last]).toEqual(await table.read(column, [0, table.rowCount - 1]));
        }
      }
    }
  });
});
