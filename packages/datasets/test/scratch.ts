import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
// By path: `@mieb/testing` depends on this package, and a dependency in return would be a circle for the build.
import { startLoopbackHub, type LoopbackHub, type LoopbackHubOptions } from "../../testing/src/loopback-hub.ts";
import { openHub, type Hub, type HubOptions } from "../src/index.ts";

/** A folder of its own for the running test, removed afterwards. */
export async function scratchFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "mieb-datasets-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files below a folder, by relative path. */
export async function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** A loopback hub that ends with the test. */
export async function loopbackHub(options: LoopbackHubOptions): Promise<LoopbackHub> {
  const server = await startLoopbackHub(options);
  onTestFinished(() => server.close());
  return server;
}

/** A hub whose settings come from the test alone, and which is quick to try again. */
export function testHub(endpoint: string, cacheFolder: string, options: HubOptions = {}): Hub {
  return openHub({ endpoint, cacheFolder, env: {}, retry: { times: 3, firstDelayMs: 5 }, ...options });
}

/** A hub with one model (`big.safetensors` of `size` bytes in LFS, small `config.json`) and the cache for its clients. */
export async function modelHub(options: Partial<LoopbackHubOptions> = {}, size = 600_000): Promise<ModelHub> {
  const folder = await scratchFolder();
  const root = options.root ?? join(folder, "hub");
  const weights = Uint8Array.from({ length: size }, (_, index) => (index * 31) % 251);
  await writeFiles(join(root, "models/owner/model"), {
    "big.safetensors": weights,
    "config.json": '{"model_type":"clip"}\n',
  });
  const server = await loopbackHub({ ...options, root });
  return { ...server, root, weights, cacheFolder: join(folder, "cache") };
}

export interface ModelHub extends LoopbackHub {
  readonly root: string;
  readonly weights: Uint8Array;
  readonly cacheFolder: string;
}

/** Folder of the Parquet fixtures. */
export const fixtures: string = join(import.meta.dirname, "fixtures");
