import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { DatasetRepository } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { startLoopbackHub } from "./loopback-hub.ts";
import { parquetFile, type StoredColumns } from "./parquet-columns.ts";

/** A repository that a hub on loopback serves until it is disposed of. */
export interface ServedDataset extends AsyncDisposable {
  readonly repository: DatasetRepository;
}

/**
 * Writes tables as a dataset repository, serves it on loopback and opens it as a run does: for tests of what a loading hook
 * says to a repository that is not as it should be.
 * @param path `owner/name`
 * @param tables columns by config and split
 * @example await using pets = await serveDataset("acme/pets", { default: { test: { label: [0, null] } } });
 */
export async function serveDataset(
  path: string,
  tables: Readonly<Record<string, Readonly<Record<string, StoredColumns>>>>,
): Promise<ServedDataset> {
  const folder = await mkdtemp(join(tmpdir(), "mieb-dataset-"));
  const root = join(folder, "hub");
  for (const [file, content] of filesOf(tables)) {
    const target = join(root, "datasets", path, file);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
  }
  const server = await startLoopbackHub({ root });
  const hub = openHub({ endpoint: server.endpoint, cacheFolder: join(folder, "cache"), env: {} });
  return {
    repository: await hub.dataset(path, "main"),
    async [Symbol.asyncDispose]() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Tables = Parameters<typeof serveDataset>[1];

function filesOf(tables: Tables): readonly (readonly [path: string, content: string | Uint8Array])[] {
  const card = Object.entries(tables).map(([config, splits]) => ({
    config_name: config,
    data_files: Object.keys(splits).map((split) => ({ split, path: `${config}/${split}.parquet` })),
  }));
  // JSON is YAML as well.
  const readme = `---\nconfigs: ${JSON.stringify(card)}\n---\n`;
  const files = Object.entries(tables).flatMap(([config, splits]) =>
    Object.entries(splits).map(([split, columns]) => [`${config}/${split}.parquet`, parquetFile(columns)] as const),
  );
  return [["README.md", readme], ...files];
}
