import { MiebError } from "@mieb/core";
import { defaultCacheFolder, openEmbeddingStore, type EmbeddingStore } from "@mieb/runner";
import prettyBytes from "pretty-bytes";
import { printJson, printListing } from "../listing/print-listing.ts";
import { countText } from "../progress/plain-progress.ts";
import { print, say, warn } from "../terminal.ts";

interface CacheFlags {
  readonly cacheFolder?: string | undefined;
  readonly json?: true | undefined;
}

/** What the embedding store holds, by model. */
export async function cacheInfo({ cacheFolder, json }: CacheFlags): Promise<number> {
  await using store = await storeOf(cacheFolder);
  const info = await store.info();
  if (json) {
    printJson(info);
    return 0;
  }
  say(`${info.folder}: ${prettyBytes(info.bytes)}`);
  const rows = info.partitions.map(({ model, rows, dimension, bytes, lastUsed, fingerprint }) => [
    model,
    String(rows),
    String(dimension),
    prettyBytes(bytes),
    lastUsed.toISOString().slice(0, 10),
    fingerprint.slice(0, 12),
  ]);
  printListing({ header: ["model", "rows", "dimension", "size", "last used", "fingerprint"], rows, noun: "partition" });
  return 0;
}

/** Compares checksums. Exit code 1 when something was damaged: it has been set aside, nothing else is lost. */
export async function cacheVerify({ cacheFolder, json }: CacheFlags): Promise<number> {
  await using store = await storeOf(cacheFolder);
  const damaged = await store.verify();
  if (json) printJson(damaged);
  else
    for (const { file, reason, rows } of damaged)
      print(`${file}\t${reason}\t${countText(rows, "row")} to encode again`);
  if (damaged.length === 0) say("Every segment is whole.");
  return damaged.length === 0 ? 0 : 1;
}

interface PruneFlags extends CacheFlags {
  readonly all?: true | undefined;
  /** Days. */
  readonly olderThan?: number | undefined;
  readonly dryRun?: true | undefined;
}

/** Deletes embeddings, all or those not used for some days. Exit code 2 when neither is said. */
export async function cachePrune({ cacheFolder, all, olderThan, dryRun }: PruneFlags): Promise<number> {
  if (!all && olderThan === undefined) {
    throw new MiebError("USAGE_INVALID_ARGUMENT", "`mieb cache prune` deletes embeddings; say which ones.", {
      hint: "Give --older-than DAYS, or --all; --dry-run says what either would free.",
    });
  }
  await using store = await storeOf(cacheFolder);
  const before = olderThan === undefined ? undefined : new Date(Date.now() - olderThan * 24 * 3600 * 1000);
  if (dryRun) return sayPrunable(store, before);
  print(`${prettyBytes(await store.prune(before ? { olderThan: before } : {}))} freed`);
  return 0;
}

async function sayPrunable(store: EmbeddingStore, before: Date | undefined): Promise<number> {
  const { partitions } = await store.info();
  const old = partitions.filter(({ lastUsed }) => before === undefined || lastUsed < before);
  for (const { model, rows, bytes } of old) print(`${model}\t${countText(rows, "row")}\t${prettyBytes(bytes)}`);
  print(`${prettyBytes(old.reduce((sum, { bytes }) => sum + bytes, 0))} would be freed`);
  return 0;
}

async function storeOf(cacheFolder: string | undefined): Promise<EmbeddingStore> {
  return openEmbeddingStore(cacheFolder ?? defaultCacheFolder(), { onWarning: warn });
}
