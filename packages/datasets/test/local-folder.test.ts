import { rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openHub } from "../src/index.ts";
import { scratchFolder, writeFiles } from "./scratch.ts";

const open = (folder: string) => openHub({ env: {}, offline: true }).model(folder);

it("a folder's revision is told by paths and contents, not by times, place or hidden files", async () => {
  const [one, other] = [await scratchFolder(), await scratchFolder()];
  const files = { "config.json": "{}", "onnx/model.onnx": "weights" };
  await writeFiles(one, files);
  await writeFiles(other, { ...files, ".DS_Store": "view" });
  const { revision } = await open(one);
  expect(revision).toMatch(/^local-[0-9a-f]{12}$/);
  expect((await open(other)).revision).toBe(revision);
  await writeFile(join(other, "onnx/model.onnx"), "WEIGHTS");
  const changed = (await open(other)).revision;
  await rename(join(one, "config.json"), join(one, "configuration.json"));
  const renamed = (await open(one)).revision;
  expect(new Set([revision, changed, renamed]).size).toBe(3);
});

it("installed packages, hidden folders and links to folders are no part of a local repository", async () => {
  const [folder, elsewhere] = [await scratchFolder(), await scratchFolder()];
  await writeFiles(elsewhere, { "secret.txt": "far away", "weights.onnx": "w" });
  await writeFiles(folder, {
    "config.json": "{}",
    ".git/HEAD": "ref",
    "node_modules/left/index.js": "1",
    "onnx/node_modules/x": "1",
  });
  await symlink(elsewhere, join(folder, "linked"));
  await symlink(join(elsewhere, "weights.onnx"), join(folder, "model.onnx"));
  expect((await open(folder)).files).toEqual(["config.json", "model.onnx"]);
});
