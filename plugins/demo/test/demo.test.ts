import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isAggregateTask, isEncodedImage, type DatasetRepository } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { evaluatorsPlugin } from "@mieb/evaluators";
import { describeTaskPack } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import { demoModel } from "../src/demo-model.ts";
import plugin from "../src/index.ts";

const packageFolder = fileURLToPath(new URL("..", import.meta.url));
const hub = openHub({ offline: true });
const open = (data: string): Promise<DatasetRepository> =>
  hub.dataset(new URL(`../data/${data}/`, import.meta.url).href, "local");

describeTaskPack(plugin, { evaluators: [evaluatorsPlugin], openRepository: hub.dataset });

describe("demo data", () => {
  const rowCounts: Readonly<Record<string, Readonly<Record<string, number>>>> = {
    "shapes-linear-probe": { "default/train": 180, "default/test": 180 },
    "shapes-clustering": { "default/test": 200 },
    "shapes-zero-shot": { "default/test": 196 },
    "attribute-pairs": { "default/test": 200 },
    "counting-choice": { "corpus/test": 11, "queries/test": 160, "qrels/test": 640, "top_ranked/test": 160 },
    "page-search": { "corpus/test": 144, "queries/test": 36, "qrels/test": 144 },
    "caption-retrieval": { "english-corpus/test": 150, "deutsch-queries/test": 150, "nederlands-qrels/test": 150 },
    "rendered-sentences": { "default/test": 150 },
  };

  it("has a repository for every task, and no other", () => {
    const folders = readdirSync(`${packageFolder}/data`);
    const named = (plugin.tasks ?? []).map(({ metadata }) => metadata.dataset.path.split("/").at(-2));
    expect(named.map(String).toSorted()).toEqual(folders.toSorted());
    expect(Object.keys(rowCounts).toSorted()).toEqual(folders.toSorted());
  });

  for (const [data, counts] of Object.entries(rowCounts)) {
    it(`${data}: every declared row can be read`, async () => {
      const repository = await open(data);
      for (const [place, expected] of Object.entries(counts)) {
        const [config = "", split = ""] = place.split("/");
        const table = await repository.table(config, split);
        for (const column of Object.keys(table.features)) {
          expect((await table.read(column)).filter((value) => value !== null).length, `${place} ${column}`).toBe(
            expected,
          );
        }
      }
    });
  }

  it("shows no image of the probe's training split in its test split", async () => {
    const repository = await open("shapes-linear-probe");
    const hashes = async (split: string): Promise<readonly string[]> => {
      const images = await (await repository.table("default", split)).read("image");
      return images.map((image) =>
        createHash("sha256")
          .update(isEncodedImage(image) ? image.bytes : "")
          .digest("hex"),
      );
    };
    const [train, test] = [await hashes("train"), await hashes("test")];
    expect(new Set([...train, ...test]).size).toBe(360);
  });

  it("is captioned in every language that the task names", async () => {
    const task = plugin.tasks?.find(({ metadata }) => metadata.name === "DemoCaptionRetrieval");
    const configs = await (await open("caption-retrieval")).configs();
    const expected = Object.keys(task?.metadata.subsets ?? {}).flatMap((name) => [
      `${name}-corpus`,
      `${name}-qrels`,
      `${name}-queries`,
    ]);
    expect([...configs].toSorted()).toEqual(expected.toSorted());
  });
});

describe("size of the package", () => {
  const bytes = (folder: string): number =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => statSync(`${folder}/${name}`))
      .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);

  it("keeps the two towers within 4 MB and the data within 6 MB", () => {
    expect(bytes(`${packageFolder}/model/onnx`)).toBeLessThanOrEqual(4_000_000);
    expect(bytes(`${packageFolder}/data`)).toBeLessThanOrEqual(6_000_000);
  });

  it("publishes what the model location and the tasks point to", () => {
    const { files } = JSON.parse(readFileSync(`${packageFolder}/package.json`, "utf8")) as { files: string[] };
    const paths = [
      demoModel.repository,
      ...(plugin.tasks ?? []).filter((task) => !isAggregateTask(task)).map(({ metadata }) => metadata.dataset.path),
    ];
    const folders = new Set(paths.map((path) => fileURLToPath(path).slice(packageFolder.length).split("/")[0]));
    expect(files).toEqual(expect.arrayContaining([...folders]));
  });
});
