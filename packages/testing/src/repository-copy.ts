import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Model, ModelCandidate, ModelFamily } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { afterEach, beforeEach } from "vitest";

/** A folder of model files that a test may change. */
export interface RepositoryCopy {
  /** Path of a file of this test's copy. */
  at(file: string): string;
  remove(...files: readonly string[]): void;
  /** Puts `document` in place of a JSON file. */
  writeJson(file: string, document: unknown): void;
  candidate(): Promise<ModelCandidate>;
  matches(): Promise<boolean>;
  open(): Promise<Model>;
}

/** Copies the fixture into a temporary folder before each test of the file or `describe` it is called in, and removes it after. */
export function repositoryCopy(family: ModelFamily, fixture: URL): RepositoryCopy {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), `mieb-${family.name}-`));
    cpSync(fileURLToPath(fixture), folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const at = (file: string): string => join(folder, file);
  const candidate = async (): Promise<ModelCandidate> => ({
    reference: folder,
    repository: await openHub().model(folder),
  });
  return {
    at,
    remove: (...files) => files.forEach((file) => rmSync(at(file), { recursive: true })),
    writeJson: (file, document) => writeFileSync(at(file), JSON.stringify(document)),
    candidate,
    matches: async () => family.match(await candidate()),
    open: async () => family.open(await candidate()),
  };
}
