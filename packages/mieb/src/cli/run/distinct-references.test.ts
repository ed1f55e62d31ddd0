import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { distinctReferences } from "./distinct-references.ts";

it("counts a folder once, however it is named, and names only when they are equal", () => {
  const root = mkdtempSync(join(tmpdir(), "mieb-references-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const model = join(root, "model");
  mkdirSync(model);
  const below = `./${relative(process.cwd(), model)}`;
  const given = [below, model, `${model}/`, pathToFileURL(model).href, "a/b", "a/b", "A/b", join(root, "absent")];
  expect(distinctReferences(given)).toEqual([below, "a/b", "A/b", join(root, "absent")]);
});
