import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { embeddingServer, status, type EmbeddingServer } from "./embedding-server.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const key = "sk-very-secret-0123456789";

let folder: string;
let server: EmbeddingServer;
beforeEach(async () => {
  [folder, server] = await Promise.all([mkdtemp(join(tmpdir(), "mieb-http-")), embeddingServer()]);
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** Runs the command line's sources on the demo's tasks in a process of its own. */
function mieb(...args: readonly string[]): Promise<Outcome> {
  const folders = ["--output-folder", join(folder, "results"), "--cache-folder", join(folder, "cache")];
  const command = ["--conditions=@mieb/source", "packages/mieb/src/bin.ts", "run", ...args, ...folders];
  const env = { ...process.env, HF_HUB_OFFLINE: "1", MIEB_HTTP_API_KEY: key, NODE_DEBUG: "fetch,undici,http" };
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: root, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
    );
  });
}

async function filesHolding(text: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(files.map((file) => readFile(file)));
  expect(files.length).toBeGreaterThan(0);
  return files.filter((_, index) => contents[index]!.includes(text));
}

it("evaluates the demo's eight tasks over HTTP, records the usage, and asks for nothing twice", async () => {
  const model = `${server.url}/v1#hash/model?images=infinity&dimensions=24&price=1`;
  const first = await mieb("-m", model, "-b", "demo");
  expect(first).toMatchObject({ code: 0 });
  expect(server.requests.every(({ headers }) => headers.authorization === `Bearer ${key}`)).toBe(true);
  expect(server.requests.every(({ path }) => path === "/v1/embeddings")).toBe(true);

  const files = (await readdir(join(folder, "results"), { recursive: true })).filter((file) =>
    /Demo\w+\.json$/.test(file),
  );
  expect(files).toHaveLength(8);
  const results = await Promise.all(
    files.map(async (file) => JSON.parse(await readFile(join(folder, "results", file), "utf8"))),
  );
  const usage = results.map(({ mieb: { usage } }) => usage);
  expect(usage.reduce((sum, { requests }) => sum + requests, 0)).toBe(server.requests.length);
  for (const { total_tokens, cost } of usage) expect(cost).toBeCloseTo(total_tokens / 1e6, 12);

  const count = server.requests.length;
  await rm(join(folder, "results"), { recursive: true });
  const second = await mieb("-m", model, "-b", "demo");
  expect(second).toMatchObject({ code: 0, output: expect.stringMatching(/\b0 inputs encoded/) });
  expect(server.requests).toHaveLength(count);

  expect(first.output + second.output).not.toContain(key);
  expect(await filesHolding(key)).toEqual([]);
}, 120_000);

it("shows no key when the server refuses it, and says where it was looked for", async () => {
  server.faults.push(...Array.from({ length: 9 }, () => status(401, `Incorrect API key provided: ${key}`)));
  const { code, output } = await mieb("-m", `${server.url}/v1#m?images=infinity`, "-t", "DemoShapesZeroShot");
  expect(code).not.toBe(0);
  expect(output).toMatch(/access denied, status 401/);
  expect(output).toMatch(/MIEB_HTTP_API_KEY/);
  expect(output).not.toContain(key);
}, 60_000);

it("says what it waits for", async () => {
  server.faults.push(status(503));
  const { code, output } = await mieb("-m", `${server.url}/v1#m?images=infinity`, "-t", "DemoShapesZeroShot");
  expect(output).toMatch(/127\.0\.0\.1:\d+: status 503; waiting \d\.\d s \(1 of 6\)\./);
  expect(code).toBe(0);
}, 60_000);

it("skips tasks with images when the reference says nothing of them", async () => {
  const { code, output } = await mieb("-m", `${server.url}/v1#m`, "-t", "DemoShapesZeroShot");
  expect(output).toMatch(/encodes text; the task also needs image/);
  expect(code).toBe(0);
  expect(server.requests).toEqual([]);
}, 60_000);
