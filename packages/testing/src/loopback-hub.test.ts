import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startLoopbackHub, type LoopbackHub, type LoopbackHubOptions } from "./loopback-hub.ts";

async function hubOfOneDataset(options: Partial<LoopbackHubOptions> = {}): Promise<LoopbackHub> {
  const root = await mkdtemp(join(tmpdir(), "mieb-loopback-"));
  const folder = join(root, "datasets/owner/data");
  await mkdir(join(folder, "data"), { recursive: true });
  await writeFile(join(folder, "README.md"), "hello\n");
  await writeFile(join(folder, "data/a.parquet"), "0123456789");
  const hub = await startLoopbackHub({ root, ...options });
  onTestFinished(async () => {
    await hub.close();
    await rm(root, { recursive: true });
  });
  return hub;
}

const file = "/datasets/owner/data/resolve/main/data/a.parquet";

it("lists files with git's and LFS' object ids", async () => {
  const { endpoint } = await hubOfOneDataset();
  const tree = await (await fetch(`${endpoint}/api/datasets/owner/data/tree/main?recursive=true`)).json();
  const sha256 = "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882";
  expect(tree).toEqual([
    { type: "directory", path: "data", size: 0, oid: "0".repeat(40) },
    { type: "file", path: "README.md", size: 6, oid: "ce013625030ba8dba906f756967f9e9ca394464a" },
    {
      type: "file",
      path: "data/a.parquet",
      size: 10,
      oid: sha256.slice(0, 40),
      lfs: { oid: sha256, size: 10, pointerSize: 130 },
    },
  ]);
});

it("serves files whole and in ranges, with the headers clients go by", async () => {
  const { endpoint } = await hubOfOneDataset();
  const { sha } = (await (await fetch(`${endpoint}/api/datasets/owner/data/revision/main`)).json()) as { sha: string };
  const whole = await fetch(endpoint + file);
  expect([
    whole.status,
    await whole.text(),
    whole.headers.get("x-repo-commit"),
    whole.headers.get("x-linked-size"),
  ]).toEqual([200, "0123456789", sha, "10"]);
  const part = await fetch(endpoint + file, { headers: { range: "bytes=7-" } });
  expect([part.status, await part.text(), part.headers.get("content-range")]).toEqual([206, "789", "bytes 7-9/10"]);
  expect((await fetch(endpoint + file, { headers: { range: "bytes=10-" } })).status).toBe(416);
  const head = await fetch(endpoint + file, { method: "HEAD" });
  expect([head.headers.get("content-length"), await head.text()]).toEqual(["10", ""]);
});

it("answers 404 with the hub's codes, and 401 without the token", async () => {
  const { endpoint } = await hubOfOneDataset();
  const code = async (path: string): Promise<unknown> => (await fetch(endpoint + path)).headers.get("x-error-code");
  expect([
    await code("/api/models/owner/data/tree/main"),
    await code("/api/datasets/owner/data/tree/dev"),
    await code("/x"),
  ]).toEqual(["RepoNotFound", "RevisionNotFound", "EntryNotFound"]);
  const guarded = await hubOfOneDataset({ token: "t" });
  expect((await fetch(guarded.endpoint + file)).status).toBe(401);
  expect((await fetch(guarded.endpoint + file, { headers: { authorization: "Bearer t" } })).status).toBe(200);
});

it("injects what the test asks for and remembers every request", async () => {
  const plan = [{ status: 503 }, { corruptByte: 1 }, { cutAfter: 4 }, { redirectTo: "http://127.0.0.2:1" }];
  const hub = await hubOfOneDataset({ failures: ({ attempt }) => plan[attempt - 1] });
  const get = (): Promise<Response> => fetch(hub.endpoint + file, { redirect: "manual" });
  expect((await get()).status).toBe(503);
  expect(await (await get()).text()).toBe("0\u{fffd}23456789");
  await expect((await get()).text()).rejects.toThrow();
  expect((await get()).headers.get("location")).toBe(`http://127.0.0.2:1${file}`);
  expect(await (await get()).text()).toBe("0123456789");
  expect(hub.requests.map(({ method, path, attempt }) => [method, path, attempt])).toEqual(
    [1, 2, 3, 4, 5].map((attempt) => ["GET", file, attempt]),
  );
});
