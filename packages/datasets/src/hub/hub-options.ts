import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** Bytes of one file that have arrived so far; `total` is null when the hub did not say. */
export interface DownloadProgress {
  /** Repository and path in it, such as `mteb/cifar10/data/test-00000-of-00001.parquet`. */
  readonly file: string;
  readonly received: number;
  readonly total: number | null;
}

/** A failed request that is about to be repeated. */
export interface HubRetry {
  /** What came instead: `status 429`, `ECONNRESET` … */
  readonly reason: string;
  readonly url: string;
  /** Pause before the next attempt. */
  readonly waitMs: number;
  /** Which repetition comes next, from 1, and how many there may be. */
  readonly attempt: number;
  readonly attempts: number;
}

/** How to reach a hub and where its files are kept. What is left out comes from the environment, as in Python's client. */
export interface HubOptions {
  /** Default `HF_ENDPOINT`, else the public hub. */
  readonly endpoint?: string;
  /** Bearer token; default `HF_TOKEN`, else the token file that `hf auth login` writes. Sent to the endpoint's host alone. */
  readonly token?: string;
  /** Default `HF_HUB_CACHE`, else `hub` under `HF_HOME`, else `~/.cache/huggingface/hub`. */
  readonly cacheFolder?: string;
  /** Use the cache alone. Default `HF_HUB_OFFLINE`. */
  readonly offline?: boolean;
  readonly signal?: AbortSignal;
  onProgress?(progress: DownloadProgress): void;
  /** Called before the pause, so that a run which waits can say for what. */
  onRetry?(retry: HubRetry): void;
  /** Default `process.env`. */
  readonly env?: NodeJS.ProcessEnv;
  /** How often a failed request is repeated (default 5 times) and the first pause in milliseconds (default 500, doubling). */
  readonly retry?: { readonly times?: number; readonly firstDelayMs?: number };
}

/** {@link HubOptions} with every default filled in. */
export interface HubSettings {
  readonly endpoint: string;
  readonly token: string | undefined;
  readonly cacheFolder: string;
  readonly offline: boolean;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (progress: DownloadProgress) => void;
  readonly onRetry: (retry: HubRetry) => void;
  readonly retries: number;
  readonly firstDelayMs: number;
}

/** Fills the defaults in from the environment. */
export function hubSettings(options: HubOptions = {}): HubSettings {
  const env = options.env ?? process.env;
  const home = huggingFaceHome(env);
  const cache = options.cacheFolder ?? env["HF_HUB_CACHE"] ?? env["HUGGINGFACE_HUB_CACHE"] ?? join(home, "hub");
  return {
    endpoint: (options.endpoint ?? env["HF_ENDPOINT"] ?? "https://huggingface.co").replace(/\/+$/, ""),
    token: options.token ?? tokenOf(env, home),
    cacheFolder: resolve(expandHome(cache)),
    offline: options.offline ?? (isOn(env["HF_HUB_OFFLINE"]) || isOn(env["TRANSFORMERS_OFFLINE"])),
    signal: options.signal,
    onProgress: (progress) => options.onProgress?.(progress),
    onRetry: (retry) => options.onRetry?.(retry),
    retries: options.retry?.times ?? 5,
    firstDelayMs: options.retry?.firstDelayMs ?? 500,
  };
}

function huggingFaceHome(env: NodeJS.ProcessEnv): string {
  const cache = env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
  return expandHome(env["HF_HOME"] || join(cache, "huggingface"));
}

function tokenOf(env: NodeJS.ProcessEnv, home: string): string | undefined {
  const given = env["HF_TOKEN"] ?? env["HUGGING_FACE_HUB_TOKEN"];
  if (given?.trim()) return given.trim();
  if (isOn(env["HF_HUB_DISABLE_IMPLICIT_TOKEN"])) return undefined;
  try {
    return readFileSync(env["HF_TOKEN_PATH"] ?? join(home, "token"), "utf8").trim() || undefined;
  } catch {
    return undefined;
  }
}

function isOn(value: string | undefined): boolean {
  return /^(1|on|yes|true)$/i.test(value ?? "");
}

function expandHome(folder: string): string {
  return folder.replace(/^~(?=$|[\\/])/, homedir());
}
