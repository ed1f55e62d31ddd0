import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { collectEmbeddings, type Embeddings } from "@mieb/core";
import type { EmbeddingPartition, EmbeddingStore } from "../../src/store/embedding-store.ts";
import { openEmbeddingStore } from "../../src/store/open-embedding-store.ts";
import { embeddingsOf, keyOf } from "./numbered-rows.ts";

/** An empty folder that goes when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "mieb-store-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A store whose warnings are collected, disposed of when the test ends. */
export async function openStore(
  folder: string,
  options: { maxMemory?: number } = {},
): Promise<EmbeddingStore & { readonly warnings: string[] }> {
  const warnings: string[] = [];
  const store = await openEmbeddingStore(folder, { ...options, onWarning: (message) => warnings.push(message) });
  onTestFinished(() => store[Symbol.asyncDispose]());
  return { ...store, warnings };
}

/** Writes these numbered rows into the partition `fingerprint` of a store of its own, and closes it. */
export async function fill(folder: string, numbers: readonly number[], dimension = 4): Promise<void> {
  await using store = await openEmbeddingStore(folder);
  const partition = await store.partition("fingerprint", "model");
  await partition.append(numbers.map(keyOf), embeddingsOf(numbers, dimension));
}

/** Files of the one partition below a cache folder that end so. */
export async function partitionFiles(folder: string, ending: string): Promise<string[]> {
  const names = await readdir(join(folder, "embeddings"), { recursive: true });
  return names.filter((name) => name.endsWith(ending)).map((name) => join(folder, "embeddings", name));
}

/** The stored rows of these numbers. */
export async function readNumbers(partition: EmbeddingPartition, numbers: readonly number[]): Promise<Embeddings> {
  return collectEmbeddings(partition.source(numbers.map(keyOf)));
}

/** A hash for tests of what does not depend on the input. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Name of a file as if a process that has ended had written it: another process id, otherwise the same. */
export function asLeftover(name: string): string {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  return name.replace(/^([0-9a-f]{8})-\d+-/, `$1-${pid}-`);
}
