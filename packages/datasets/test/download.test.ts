import { createHash } from "node:crypto";
import { chmod, lstat, mkdir, readdir, readFile, readlink, rm, stat, symlink, writeFile } from "node:fs/promises";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import type { LoopbackFailure, LoopbackRequest } from "../../testing/src/loopback-hub.ts";
import { retryText, type DownloadProgress, type HubRetry } from "../src/index.ts";
import { loopbackHub, modelHub, scratchFolder, testHub } from "./scratch.ts";

const isBig = ({ path }: LoopbackRequest): boolean => path.endsWith("/big.safetensors");

/** What goes wrong with the n-th request for the large file. */
function big(
  ...failures: readonly (LoopbackFailure | undefined)[]
): (request: LoopbackRequest) => LoopbackFailure | undefined {
  return (request) => (isBig(request) ? failures[request.attempt - 1] : undefined);
}

it("resumes a cut download where it broke and reports progress", async () => {
  const server = await modelHub({ failures: big({ cutAfter: 70_000 }, { cutAfter: 50_000 }) });
  const progress: DownloadProgress[] = [];
  const model = await testHub(server.endpoint, server.cacheFolder, {
    onProgress: (event) => progress.push(event),
  }).model("owner/model");
  expect(new Uint8Array(await readFile(await model.localPath("big.safetensors")))).toEqual(server.weights);
  expect(server.requests.filter(isBig).map(({ headers }) => headers["range"])).toEqual([
    undefined,
    "bytes=70000-",
    "bytes=120000-",
  ]);
  expect(new Set(server.requests.filter(isBig).map(({ headers }) => headers["accept-encoding"]))).toEqual(
    new Set(["identity"]),
  );
  expect(progress.at(-1)).toEqual({ file: "owner/model/big.safetensors", received: 600_000, total: 600_000 });
});

it("asks again for all of a small file whose answer broke off, and once for one that is asked for twice", async () => {
  const isSmall = ({ path }: LoopbackRequest): boolean => path.endsWith("/config.json");
  const server = await modelHub({
    failures: (request) => (isSmall(request) && request.attempt === 1 ? { cutAfter: 5 } : undefined),
  });
  const model = await testHub(server.endpoint, server.cacheFolder).model("owner/model");
  const [first, second] = await Promise.all([model.localPath("config.json"), model.localPath("config.json")]);
  expect(await readFile(first, "utf8")).toBe('{"model_type":"clip"}\n');
  expect(second).toBe(first);
  expect(server.requests.filter(isSmall).map(({ headers }) => headers["range"])).toEqual([undefined, undefined]);
  expect((await readdir(join(server.cacheFolder, "models--owner--model/blobs"))).length).toBe(1);
});

it("goes on after more cuts than retries as long as bytes arrive", async () => {
  const server = await modelHub({ failures: big(...Array.from({ length: 8 }, () => ({ cutAfter: 60_000 }))) });
  const model = await testHub(server.endpoint, server.cacheFolder, { retry: { times: 1, firstDelayMs: 1 } }).model(
    "owner/model",
  );
  expect((await stat(await model.localPath("big.safetensors"))).size).toBe(600_000);
  expect(server.requests.filter(isBig)).toHaveLength(9);
});

it("resumes what an earlier process left, and starts over when that is damaged", async () => {
  const server = await modelHub();
  const blob = join(
    server.cacheFolder,
    "models--owner--model/blobs",
    createHash("sha256").update(server.weights).digest("hex"),
  );
  await mkdir(join(blob, ".."), { recursive: true });
  await writeFile(`${blob}.incomplete`, Buffer.alloc(1000, 7));
  const model = await testHub(server.endpoint, server.cacheFolder).model("owner/model");
  expect(new Uint8Array(await readFile(await model.localPath("big.safetensors")))).toEqual(server.weights);
  expect(server.requests.filter(isBig).map(({ headers }) => headers["range"])).toEqual(["bytes=1000-", undefined]);
  expect(await readdir(join(blob, ".."))).toEqual([blob.split("/").at(-1)]);
});

it("waits as long as Retry-After says in seconds and as a date", async () => {
  const inASecond = (): string => new Date(Math.ceil(Date.now() / 1000) * 1000 + 1000).toUTCString();
  for (const retryAfter of [() => "1", inASecond]) {
    const wait = (): LoopbackFailure => ({ status: 429, headers: { "retry-after": retryAfter() } });
    const server = await modelHub({
      failures: (request) => (isBig(request) && request.attempt === 1 ? wait() : undefined),
    });
    const model = await testHub(server.endpoint, server.cacheFolder).model("owner/model");
    const before = Date.now();
    await model.localPath("big.safetensors");
    expect(Date.now() - before).toBeGreaterThan(700);
    expect(server.requests.filter(isBig)).toHaveLength(2);
  }
});

it("says what it waits for, for how long and how often it will", async () => {
  const server = await modelHub({
    failures: (request) => (isBig(request) && request.attempt <= 2 ? { status: 429 } : undefined),
  });
  const retries: HubRetry[] = [];
  const onRetry = (retry: HubRetry): void => void retries.push(retry);
  const model = await testHub(server.endpoint, server.cacheFolder, { onRetry }).model("owner/model");
  await model.localPath("big.safetensors");
  expect(retries.map(({ attempt, attempts }) => [attempt, attempts])).toEqual([
    [1, 3],
    [2, 3],
  ]);
  expect(retryText({ ...retries[1]!, waitMs: 8000 })).toMatch(
    /^The hub: status 429.* for …\/[0-9a-z]+\/big\.safetensors; waiting 8\.0 s \(2 of 3\)\.$/,
  );
});

it("does not repeat what fetch itself refuses", async () => {
  const retries: HubRetry[] = [];
  const onRetry = (retry: HubRetry): void => void retries.push(retry);
  const opening = testHub("http://127.0.0.1:1", await scratchFolder(), { onRetry }).model("owner/model");
  await expect(opening).rejects.toMatchObject({ code: "ENVIRONMENT_NETWORK" });
  expect(retries).toEqual([]);
});

it("gives up on a rate limit at once when the hub asks for too long a pause", async () => {
  const server = await modelHub({ failures: () => ({ status: 429, headers: { "retry-after": "3600" } }) });
  const opening = testHub(server.endpoint, server.cacheFolder).model("owner/model");
  await expect(opening).rejects.toMatchObject({
    code: "ENVIRONMENT_RATE_LIMITED",
    message: expect.stringContaining("3600 s"),
  });
  expect(server.requests).toHaveLength(1);
});

it("survives server errors while listing and downloading, and gives up after the last retry", async () => {
  const passing = await modelHub({ failures: ({ attempt }) => (attempt <= 2 ? { status: 500 + attempt } : undefined) });
  const model = await testHub(passing.endpoint, passing.cacheFolder).model("owner/model");
  expect(await model.readJson("config.json")).toEqual({ model_type: "clip" });
  const lasting = await modelHub({ failures: () => ({ status: 503 }) });
  const opening = testHub(lasting.endpoint, lasting.cacheFolder).model("owner/model");
  await expect(opening).rejects.toMatchObject({ code: "ENVIRONMENT_NETWORK", message: expect.stringContaining("503") });
  expect(lasting.requests).toHaveLength(4);
});

it("downloads a file anew that arrived damaged, small or large", async () => {
  const server = await modelHub({
    failures: ({ path, attempt }) => (/resolve/.test(path) && attempt === 1 ? { corruptByte: 5 } : undefined),
  });
  const model = await testHub(server.endpoint, server.cacheFolder).model("owner/model");
  expect(new Uint8Array(await readFile(await model.localPath("big.safetensors")))).toEqual(server.weights);
  expect(await model.readText("config.json")).toBe('{"model_type":"clip"}\n');
  expect(server.requests.filter(isBig)).toHaveLength(2);
});

it("refuses a hub that lasts in sending another content than it lists", async () => {
  const wrongEtag = await modelHub({
    failures: (request) => (isBig(request) ? { headers: { "x-linked-etag": `"${"0".repeat(64)}"` } } : undefined),
  });
  const wrongBytes = await modelHub({ failures: (request) => (isBig(request) ? { corruptByte: 0 } : undefined) });
  for (const [server, reason] of [
    [wrongEtag, "and serves 000000000000"],
    [wrongBytes, "arrived damaged"],
  ] as const) {
    const model = await testHub(server.endpoint, server.cacheFolder).model("owner/model");
    const failure = { code: "ENVIRONMENT_NETWORK", message: expect.stringContaining(reason) };
    await expect(model.localPath("big.safetensors")).rejects.toMatchObject(failure);
  }
});

it("accepts small files of a hub with etags of its own making, once two downloads agree", async () => {
  const server = await modelHub({ objectId: () => "some-etag" });
  const model = await testHub(server.endpoint, server.cacheFolder).model("owner/model");
  expect(await model.readJson("config.json")).toEqual({ model_type: "clip" });
  expect(server.requests.filter(({ path }) => path.endsWith("/config.json"))).toHaveLength(2);
});

it("asks for a token where one is needed, and sends it", async () => {
  const server = await modelHub({ token: "secret" });
  const refusal = { code: "MODEL_ACCESS_DENIED", hint: expect.stringContaining("HF_TOKEN") };
  await expect(testHub(server.endpoint, server.cacheFolder).model("owner/model")).rejects.toMatchObject(refusal);
  await expect(
    testHub(server.endpoint, server.cacheFolder, { token: "wrong" }).dataset("owner/data", "main"),
  ).rejects.toMatchObject({ code: "DATASET_ACCESS_DENIED" });
  const model = await testHub(server.endpoint, server.cacheFolder, { env: { HF_TOKEN: "secret" } }).model(
    "owner/model",
  );
  expect(await model.readJson("config.json")).toEqual({ model_type: "clip" });
});

it("keeps the token from other hosts when redirected", async () => {
  const storage = await modelHub();
  const server = await modelHub({
    token: "secret",
    failures: (request) => (isBig(request) ? { redirectTo: storage.endpoint } : undefined),
  });
  const model = await testHub(server.endpoint, server.cacheFolder, { token: "secret" }).model("owner/model");
  expect(new Uint8Array(await readFile(await model.localPath("big.safetensors")))).toEqual(server.weights);
  expect(server.requests.every(({ headers }) => headers["authorization"] === "Bearer secret")).toBe(true);
  expect(storage.requests.map(({ headers }) => headers["authorization"])).toEqual([undefined]);
});

it("names a repository, revision or file that is not there", async () => {
  const server = await modelHub();
  const hub = testHub(server.endpoint, server.cacheFolder);
  await expect(hub.model("owner/typo")).rejects.toMatchObject({
    code: "MODEL_NOT_FOUND",
    message: expect.stringContaining("owner/typo"),
  });
  await expect(hub.model("owner/model", "no-branch")).rejects.toMatchObject({
    code: "MODEL_NOT_FOUND",
    message: expect.stringContaining("no-branch"),
  });
  await expect(hub.dataset("owner/typo", "0".repeat(40))).rejects.toMatchObject({
    code: "DATASET_REPOSITORY_NOT_FOUND",
  });
  await expect(hub.dataset("a/b/c", "main")).rejects.toMatchObject({ code: "DATASET_REPOSITORY_NOT_FOUND" });
  const model = await hub.model("owner/model");
  await expect(model.readText("none.json")).rejects.toMatchObject({
    code: "MODEL_FILES_MISSING",
    hint: expect.stringContaining("config.json"),
  });
});

it("says that there is no network, unless the cache has the answer", async () => {
  const server = await modelHub();
  const online = await testHub(server.endpoint, server.cacheFolder).model("owner/model");
  await online.readText("config.json");
  await server.close();
  const again = await testHub(server.endpoint, server.cacheFolder).model("owner/model");
  expect(await again.readJson("config.json")).toEqual({ model_type: "clip" });
  await expect(again.localPath("big.safetensors")).rejects.toMatchObject({
    code: "ENVIRONMENT_NETWORK",
    message: expect.stringContaining("ECONNREFUSED"),
  });
  await expect(testHub(server.endpoint, await scratchFolder()).model("owner/model")).rejects.toMatchObject({
    code: "ENVIRONMENT_NETWORK",
  });
});

it("works offline from the cache and names what the cache lacks", async () => {
  const server = await modelHub();
  await (await testHub(server.endpoint, server.cacheFolder).model("owner/model")).readText("config.json");
  const before = server.requests.length;
  const offline = testHub(server.endpoint, server.cacheFolder, { env: { HF_HUB_OFFLINE: "1" } });
  const model = await offline.model("owner/model");
  expect(await model.readJson("config.json")).toEqual({ model_type: "clip" });
  const miss = {
    code: "ENVIRONMENT_OFFLINE",
    message: expect.stringMatching(/^big\.safetensors of model owner\/model/),
  };
  await expect(model.localPath("big.safetensors")).rejects.toMatchObject(miss);
  await expect(offline.model("owner/other")).rejects.toMatchObject({ code: "ENVIRONMENT_OFFLINE" });
  expect(server.requests).toHaveLength(before);
});

it("asks nothing about a pinned commit that the cache knows", async () => {
  const server = await modelHub({ pageSize: 1 });
  const commit = "c".repeat(40);
  const first = await testHub(server.endpoint, server.cacheFolder).model("owner/model", commit);
  await first.localPath("big.safetensors");
  const before = server.requests.length;
  const second = await testHub(server.endpoint, server.cacheFolder).model("owner/model", commit);
  await second.localPath("big.safetensors");
  expect({ revision: second.revision, files: second.files }).toEqual({
    revision: commit,
    files: ["big.safetensors", "config.json"],
  });
  expect(server.requests).toHaveLength(before);
});

it("shares a blob between commits instead of downloading it again", async () => {
  const server = await modelHub();
  const hub = testHub(server.endpoint, server.cacheFolder);
  await (await hub.model("owner/model", "1".repeat(40))).localPath("big.safetensors");
  await (await hub.model("owner/model", "2".repeat(40))).localPath("big.safetensors");
  expect(server.requests.filter(isBig)).toHaveLength(1);
});

it("keeps the cache layout of Python's client", async () => {
  const server = await modelHub();
  const model = await testHub(server.endpoint, server.cacheFolder).model("owner/model");
  const path = await model.localPath("big.safetensors");
  const folder = join(server.cacheFolder, "models--owner--model");
  const sha256 = createHash("sha256").update(server.weights).digest("hex");
  expect(path).toBe(join(folder, "snapshots", model.revision, "big.safetensors"));
  expect((await lstat(path)).isSymbolicLink() && (await readlink(path))).toBe(`../../blobs/${sha256}`);
  expect(await readFile(join(folder, "refs/main"), "utf8")).toBe(model.revision);
  expect(await model.contentId("big.safetensors")).toBe(sha256);
});

it("reads a cache that Python filled, offline and without a listing of ours", async () => {
  const cacheFolder = await scratchFolder();
  const folder = join(cacheFolder, "models--owner--model");
  const commit = "d".repeat(40);
  await Promise.all(
    ["blobs", "refs", `snapshots/${commit}`].map((part) => mkdir(join(folder, part), { recursive: true })),
  );
  await writeFile(join(folder, "refs/main"), commit);
  await writeFile(join(folder, "blobs/5555"), "{}");
  await symlink("../../blobs/5555", join(folder, "snapshots", commit, "config.json"));
  const model = await testHub("http://127.0.0.1:9", cacheFolder, { offline: true }).model("owner/model");
  expect([
    model.revision,
    model.files,
    await model.readJson("config.json"),
    await model.contentId("config.json"),
  ]).toEqual([commit, ["config.json"], {}, "5555"]);
  await expect(model.readText("other.json")).rejects.toMatchObject({ code: "ENVIRONMENT_OFFLINE" });
});

it.skipIf(process.getuid?.() === 0 || process.platform === "win32")("uses a cache that may only be read", async () => {
  const server = await modelHub();
  const commit = "e".repeat(40);
  await (await testHub(server.endpoint, server.cacheFolder).model("owner/model", commit)).readText("config.json");
  const folder = join(server.cacheFolder, "models--owner--model");
  await rm(join(folder, ".mieb"), { recursive: true });
  await chmod(folder, 0o555);
  const model = await testHub(server.endpoint, server.cacheFolder).model("owner/model", commit);
  expect(await model.readJson("config.json")).toEqual({ model_type: "clip" });
  await chmod(folder, 0o755);
});

it("downloads a file once when two hubs ask for it at the same time", async () => {
  const server = await modelHub({ failures: big({ delayMs: 300 }) });
  const paths = [1, 2].map(async () => {
    const model = await testHub(server.endpoint, server.cacheFolder).model("owner/model");
    return Promise.all([model.localPath("big.safetensors"), model.localPath("big.safetensors")]);
  });
  const [first] = (await Promise.all(paths)).flat();
  expect(new Uint8Array(await readFile(first ?? ""))).toEqual(server.weights);
  expect(server.requests.filter(isBig)).toHaveLength(1);
});

it("downloads a file once when two processes ask for it, cuts and all", async () => {
  const server = await modelHub({
    failures: big({ cutAfter: 50_000, delayMs: 500 }, { cutAfter: 60_000, delayMs: 100 }),
  });
  const script = join(import.meta.dirname, "download-process.ts");
  const run = () =>
    promisify(execFile)(process.execPath, ["--conditions=@mieb/source", script, server.endpoint, server.cacheFolder]);
  const [first, second] = await Promise.all([run(), run()]);
  expect(first.stdout).toBe(second.stdout);
  expect(new Uint8Array(await readFile(first.stdout))).toEqual(server.weights);
  expect(server.requests.filter(isBig).map(({ headers }) => headers["range"])).toEqual([
    undefined,
    "bytes=50000-",
    "bytes=110000-",
  ]);
});

it.skipIf(process.platform !== "linux")("says that the disk is full and keeps what arrived", async () => {
  const server = await modelHub();
  const blobs = join(server.cacheFolder, "models--owner--model/blobs");
  await mkdir(blobs, { recursive: true });
  await symlink("/dev/full", join(blobs, `${createHash("sha256").update(server.weights).digest("hex")}.incomplete`));
  const model = await testHub(server.endpoint, server.cacheFolder).model("owner/model");
  await expect(model.localPath("big.safetensors")).rejects.toMatchObject({
    code: "ENVIRONMENT_DISK_FULL",
    hint: expect.stringContaining("HF_HUB_CACHE"),
  });
  expect(server.requests.filter(isBig)).toHaveLength(1);
});

it("stops when told to", async () => {
  const server = await modelHub({ failures: big({ delayMs: 5000 }) });
  const stop = new AbortController();
  const model = await testHub(server.endpoint, server.cacheFolder, { signal: stop.signal }).model("owner/model");
  setTimeout(() => stop.abort(), 50);
  await expect(model.localPath("big.safetensors")).rejects.toMatchObject({ code: "ABORTED" });
});

it("never writes outside its cache, whatever the hub lists", async () => {
  const server = await loopbackHub({ root: (await modelHub()).root, objectId: () => "../../evil" });
  const model = await testHub(server.endpoint, await scratchFolder()).model("owner/model");
  await expect(model.readText("config.json")).rejects.toMatchObject({
    code: "ENVIRONMENT_NETWORK",
    message: expect.stringContaining("usable object id"),
  });
});
