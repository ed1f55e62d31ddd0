import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sharedFolder, sharedFolderMissing } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import { publishedModels } from "../src/index.ts";

const shared = sharedFolder();

describe("the published models", () => {
  it("are sorted by name, each once", () => {
    const names = publishedModels.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)].toSorted());
    expect(names).toContain("openai/clip-vit-base-patch32");
  });

  it.skipIf(!shared)(
    `are those of the reference, with its numbers (${shared ? "compared" : sharedFolderMissing})`,
    () => {
      const path = join(shared ?? "", "published/models.json");
      const entries = JSON.parse(readFileSync(path, "utf8")) as readonly Record<string, unknown>[];
      const byName = new Map(publishedModels.map((model) => [model.name, model]));
      expect(publishedModels).toHaveLength(entries.length);
      for (const entry of entries) {
        const model = byName.get(String(entry["name"]));
        expect(model).toMatchObject({
          revision: entry["revision"],
          modalities: entry["modalities"],
          parameterCount: entry["nParameters"],
          memoryUsageMb: entry["memoryUsageMb"],
          maxTokens: entry["maxTokens"],
          license: entry["license"],
          releaseDate: entry["releaseDate"],
          languages: entry["languages"],
          openWeights: entry["openWeights"],
          trainingDatasets: entry["trainingDatasets"],
          publishedTasks: entry["nTasksOf132"],
        });
        const dimensions = [entry["embedDim"]].flat() as readonly (number | null)[];
        expect([model?.embedDimension, model?.embedDimensions ?? [model?.embedDimension]]).toEqual([
          dimensions.at(-1),
          dimensions,
        ]);
        expect(model?.similarity === "max-sim").toBe(entry["similarityFunction"] === "MaxSim");
        expect(model?.registryRevision ?? model?.revision).toBe(entry["registryRevision"] ?? model?.revision);
      }
    },
  );

  it("of one family are told by their names", () => {
    const families = Object.groupBy(publishedModels, ({ family }) => family ?? "");
    const sizes = Object.entries(families).map(([family, models]) => [family, models?.length]);
    expect(Object.fromEntries(sizes)).toMatchObject({ clip: 11, siglip: 10, dino: 4, blip: 6, "eva-clip": 4 });
  });
});
