import { readdir, readFile, realpath, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { openHub } from "../src/index.ts";
import { fixtures, loopbackHub, scratchFolder, testHub, writeFiles } from "./scratch.ts";

const commit = "a".repeat(40);

it("downloads the split that is opened and no other, and nothing again on a second run", async () => {
  const server = await loopbackHub({ root: join(fixtures, "hub") });
  const cacheFolder = await scratchFolder();
  const repository = await testHub(server.endpoint, cacheFolder).dataset("mieb-fixtures/overflow", commit);
  expect([await repository.configs(), await repository.splits("default")]).toEqual([["default"], ["train", "empty"]]);
  await repository.table("default", "empty");
  expect(server.requests.map(({ path }) => path.split("/").at(-1)?.split("?")[0])).toEqual([
    commit,
    "empty-00000-of-00001.parquet",
  ]);
  await (
    await testHub(server.endpoint, cacheFolder).dataset("mieb-fixtures/overflow", commit)
  ).table("default", "empty");
  expect(server.requests).toHaveLength(2);
});

it("opens folders by path and by file: URL, and says when there is none", async () => {
  const folder = join(fixtures, "hub/datasets/mieb-fixtures/groups");
  for (const name of [folder, pathToFileURL(folder).href]) {
    const repository = await openHub({ env: {}, offline: true }).dataset(name, commit);
    expect(repository.revision).toMatch(/^local-[0-9a-f]{12}$/);
    expect((await repository.table("default", "test")).rowCount).toBe(500);
  }
  const absent = openHub({ env: {} }).dataset("./no-such-folder", commit);
  await expect(absent).rejects.toMatchObject({
    code: "DATASET_REPOSITORY_NOT_FOUND",
    message: expect.stringContaining("no-such-folder"),
  });
});

it("lists what exists when a config, split or column does not", async () => {
  const repository = await openHub({ env: {} }).dataset(join(fixtures, "hub/datasets/mieb-fixtures/groups"), commit);
  await expect(repository.table("defualt", "test")).rejects.toMatchObject({
    code: "DATASET_CONFIG_NOT_FOUND",
    message: expect.stringContaining("it has default"),
  });
  await expect(repository.table("default", "train")).rejects.toMatchObject({
    code: "DATASET_SPLIT_NOT_FOUND",
    message: expect.stringContaining("it has test"),
  });
});

it("names file, repository, split and remedy when a cached file was damaged", async () => {
  const server = await loopbackHub({ root: join(fixtures, "hub") });
  const cacheFolder = await scratchFolder();
  const open = async () =>
    (await testHub(server.endpoint, cacheFolder).dataset("mieb-fixtures/groups", commit)).table("default", "test");
  await open();
  const blob = await realpath(
    join(cacheFolder, "datasets--mieb-fixtures--groups/snapshots", commit, "data/test-00001-of-00002.parquet"),
  );
  await truncate(blob, 5000);
  await expect(open()).rejects.toMatchObject({
    code: "DATASET_CORRUPT_FILE",
    message:
      "mieb-fixtures/groups (default/test): data/test-00001-of-00002.parquet of mieb-fixtures/groups is not a Parquet file that can be read: it has 5000 bytes instead of 9173.",
    hint: `Delete ${blob} and run again: the file is then downloaded anew.`,
  });
  await rm(blob);
  expect((await open()).rowCount).toBe(500);
});

it("names the file of a folder whose footer or pages are damaged", async () => {
  const intact = await readFile(join(fixtures, "hub/datasets/mieb-fixtures/types/snappy/train-00000-of-00001.parquet"));
  const folder = await scratchFolder();
  const damagedPage = Buffer.from(intact).fill(0xff, 4, 300);
  await writeFiles(folder, {
    "data/train-00000-of-00001.parquet": intact.subarray(0, 3000),
    "data/test-00000-of-00001.parquet": damagedPage,
  });
  const repository = await openHub({ env: {} }).dataset(folder, commit);
  const remedy = {
    code: "DATASET_CORRUPT_FILE",
    hint: `Replace ${join(folder, "data/train-00000-of-00001.parquet")} by an intact copy.`,
  };
  await expect(repository.table("default", "train")).rejects.toMatchObject(remedy);
  const table = await repository.table("default", "test");
  await expect(table.read("text")).rejects.toMatchObject({
    code: "DATASET_CORRUPT_FILE",
    message: expect.stringContaining("data/test-00000-of-00001.parquet"),
  });
});

it("refuses formats other than Parquet, patterns without files, and a card it cannot read", async () => {
  const folder = await scratchFolder();
  await writeFiles(folder, {
    "README.md": "---\nconfigs:\n- data_files:\n  - {split: train, path: a.csv}\n  - {split: test, path: b-*}\n---\n",
    "a.csv": "x\n1\n",
  });
  const repository = await openHub({ env: {} }).dataset(folder, commit);
  await expect(repository.table("default", "train")).rejects.toMatchObject({
    code: "DATASET_INVALID_VALUE",
    message: expect.stringContaining("a.csv"),
  });
  await expect(repository.table("default", "test")).rejects.toMatchObject({
    code: "DATASET_SPLIT_NOT_FOUND",
    message: expect.stringContaining("b-*"),
  });
  await writeFile(join(folder, "README.md"), "---\nconfigs: [\n---\n");
  const broken = await openHub({ env: {} }).dataset(folder, commit);
  await expect(broken.configs()).rejects.toMatchObject({
    code: "DATASET_INVALID_VALUE",
    message: expect.stringContaining("README.md"),
  });
});

it("does not pass a part of the shards off as a split when the cache is of unknown completeness", async () => {
  const server = await loopbackHub({ root: join(fixtures, "hub") });
  const cacheFolder = await scratchFolder();
  const repository = await testHub(server.endpoint, cacheFolder).dataset("mieb-fixtures/groups", commit);
  await repository.table("default", "test");
  const folder = join(cacheFolder, "datasets--mieb-fixtures--groups");
  await rm(join(folder, ".mieb"), { recursive: true });
  await rm(join(folder, "snapshots", commit, "data/test-00001-of-00002.parquet"));
  expect(await readdir(join(folder, "snapshots", commit, "data"))).toEqual(["test-00000-of-00002.parquet"]);
  const offline = await testHub(server.endpoint, cacheFolder, { offline: true }).dataset(
    "mieb-fixtures/groups",
    commit,
  );
  await expect(offline.table("default", "test")).rejects.toMatchObject({
    code: "ENVIRONMENT_OFFLINE",
    message: expect.stringContaining("1 of 2 files"),
  });
});
