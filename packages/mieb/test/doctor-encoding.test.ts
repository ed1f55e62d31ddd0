import { globSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { startLoopbackHub, type LoopbackHub } from "@mieb/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mieb, startMieb } from "./cli-process.ts";

/** The checkout itself, which has all first-party plugins. */
const root = fileURLToPath(new URL("../../..", import.meta.url));
const tinyClip = "plugins/model-clip/test/fixtures/tiny-clip";

interface Check {
  readonly name: string;
  readonly modality?: string;
  readonly status: string;
  readonly detail: string;
  readonly hint?: string;
}

let folder: string;
let hub: LoopbackHub;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mieb-doctor-"));
  await mkdir(join(folder, "models"));
  hub = await startLoopbackHub({ root: folder });
});
afterAll(async () => {
  await hub.close();
  await rm(folder, { recursive: true, force: true });
});

/** A copy of tiny-clip on the hub. */
async function repository(name: string): Promise<string> {
  await cp(join(root, tinyClip), join(folder, "models/acme", name), { recursive: true });
  return join(folder, "models/acme", name);
}

/** Changes a document of JSON in place. */
async function rewrite(file: string, change: (document: Record<string, unknown>) => object): Promise<void> {
  await writeFile(file, JSON.stringify(change(JSON.parse(await readFile(file, "utf8")))));
}

/** Overwrites the first bytes of a tensor's raw data in an ONNX file. */
async function patchTensor(
  file: string,
  { name, length, byte }: { readonly name: string; readonly length: number; readonly byte: number },
): Promise<void> {
  const bytes = await readFile(file);
  let at = bytes.lastIndexOf(name) + name.length;
  expect(bytes[at]).toBe(0x4a); // The tag of raw_data, which follows the name.
  do at++;
  while ((bytes[at] ?? 0) & 0x80); // Its length, a varint.
  bytes.fill(byte, at + 1, at + 1 + length);
  await writeFile(file, bytes);
}

async function examined(
  model: string,
  ...flags: readonly string[]
): Promise<{ readonly code: number; readonly checks: readonly Check[]; readonly stderr: string }> {
  const keys = { COHERE_API_KEY: "", MIEB_HTTP_API_KEY: "" };
  const env = { HF_HUB_OFFLINE: "0", HF_ENDPOINT: hub.endpoint, HF_HOME: join(folder, "home"), ...keys };
  const { code, stdout, stderr } = await mieb(["doctor", model, "--json", ...flags], { cwd: root, env });
  return { code, checks: JSON.parse(stdout) as readonly Check[], stderr };
}

/** What is not well of the rows about encoding: `text batch warn`. */
function faults(checks: readonly Check[]): readonly string[] {
  return checks
    .filter(({ status, name }) => status !== "ok" && name !== "kernels")
    .map(({ name, modality, status }) => [modality, name, status].filter(Boolean).join(" "));
}

/** The miniature models of every family's plugin. */
const fixtures = globSync("plugins/model-*/test/fixtures/tiny-*", { cwd: root }).map((path) =>
  path.replaceAll("\\", "/"),
);

describe("doctor MODEL, encoding", () => {
  it("is tried on every family of ONNX repositories", () => {
    const others = ["model-http", "model-precomputed", "model-python"];
    const plugins = globSync("plugins/model-*/package.json", { cwd: root }).map((path) => path.split(/[\\/]/)[1] ?? "");
    const tried = new Set(fixtures.map((fixture) => fixture.split("/")[1] ?? ""));
    expect([...tried].toSorted()).toEqual(plugins.filter((plugin) => !others.includes(plugin)).toSorted());
  });

  it.each(fixtures)("%s is well", async (fixture) => {
    const { code, checks } = await examined(`./${fixture}`);
    expect([code, faults(checks)]).toEqual([0, []]);
    const rows = checks.filter(({ modality }) => modality !== undefined);
    expect([5, 10]).toContain(rows.length);
    expect(rows.map(({ name }) => name).slice(0, 5)).toEqual(["encoding", "finite", "dimension", "distinct", "batch"]);
  });
});

describe("doctor on a broken copy of tiny-clip", () => {
  it("says which tokenizer.json cannot be read, and still tries the images", async () => {
    const path = await repository("bad-tokenizer");
    await writeFile(join(path, "tokenizer.json"), '{"version": "1.0", "model": ');
    const { code, checks } = await examined("acme/bad-tokenizer");
    expect([code, faults(checks)]).toEqual([2, ["text encoding fail"]]);
    expect(checks.find(({ status }) => status === "fail")?.detail).toContain(
      "tokenizer.json of model acme/bad-tokenizer",
    );
    expect(checks.filter(({ modality }) => modality === "image")).toHaveLength(5);
  });

  it("finds a vocabulary that is another model's: most texts have one vector", async () => {
    const path = await repository("other-vocabulary");
    await rewrite(join(path, "tokenizer.json"), ({ model, ...others }) => ({
      ...others,
      model: { ...(model as object), vocab: { "<|startoftext|>": 679, "<|endoftext|>": 680 }, merges: [] },
    }));
    const { code, checks } = await examined("acme/other-vocabulary");
    expect([code, faults(checks)]).toEqual([2, ["text distinct fail"]]);
  });

  it("finds padding on the wrong side", async () => {
    const path = await repository("left-padding");
    await rewrite(join(path, "tokenizer_config.json"), (config) => ({ ...config, padding_side: "left" }));
    const { checks } = await examined("acme/left-padding");
    expect(checks.find(({ name, modality }) => name === "batch" && modality === "text")).toMatchObject({
      status: "warn",
      detail: expect.stringMatching(/padding or batching changes its vectors.*least cosine 0\.\d/),
      hint: expect.stringContaining("--batch-size 1"),
    });
  });

  it("finds a crop of another size than the graph's", async () => {
    const path = await repository("small-crop");
    await rewrite(join(path, "preprocessor_config.json"), (config) => ({ ...config, crop_size: 16 }));
    const { code, checks } = await examined("acme/small-crop");
    expect([code, faults(checks)]).toEqual([2, ["image encoding fail"]]);
    expect(checks.find(({ status }) => status === "fail")).toMatchObject({
      detail: expect.stringMatching(/vision_model\.onnx.*Got: 16 Expected: 64/s),
      hint: expect.stringContaining("preprocessor_config.json"),
    });
  });

  it("finds weights that are no numbers, and weights of zeros", async () => {
    const path = await repository("damaged-weights");
    // Four bytes of ones are a NaN.
    await patchTensor(join(path, "onnx/vision_model.onnx"), { name: "onnx::MatMul_365", length: 16, byte: 0xff });
    await patchTensor(join(path, "onnx/text_model.onnx"), { name: "onnx::MatMul_479", length: 6144, byte: 0 });
    const { code, checks } = await examined("acme/damaged-weights");
    expect([code, faults(checks)]).toEqual([2, ["image finite fail", "text finite fail"]]);
    expect(checks.flatMap(({ status, detail }) => (status === "fail" ? detail : []))).toEqual([
      "NaN in a vector (RGB image of 96 × 64)",
      'a vector of zeros ("a cat")',
    ]);
  });
});

describe("doctor takes what run takes", () => {
  it("--dimensions, a variable in its place, --model-family and --model-revision", async () => {
    await repository("options");
    const kept = (checks: readonly Check[]): string | undefined =>
      checks.find(({ name }) => name === "dimension")?.detail;
    const { checks } = await examined("acme/options", "--dimensions", "8", "--model-revision", "main");
    expect(kept(checks)).toBe("vectors of 32 numbers, as described; the first 8 are kept");
    const tooMany = await examined("acme/options", "--dimensions", "64");
    expect([tooMany.code, faults(tooMany.checks)]).toEqual([2, ["load fail"]]);
    const other = await examined("acme/options", "--model-family", "siglip");
    expect(faults(other.checks)).toEqual(["model files fail"]);
    const fixed = await examined(`./${tinyClip}`, "--model-revision", "main");
    expect(fixed).toMatchObject({
      code: 0,
      checks: expect.arrayContaining([expect.objectContaining({ name: "revision", status: "warn" })]),
    });
  });

  it("shows what it downloads", async () => {
    await repository("downloads");
    const { stderr } = await examined("acme/downloads", "--progress", "json");
    const events = stderr
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events).toContainEqual(
      expect.objectContaining({ type: "download-progress", file: expect.stringContaining("vision_model.onnx") }),
    );
    const silent = await examined("acme/downloads", "--progress", "none");
    expect(silent.stderr).toBe("");
  });
});

describe("doctor on vectors in files", () => {
  /** A matrix of float32 rows with their keys. */
  async function matrix(name: string, rows: readonly (readonly number[])[]): Promise<string> {
    const header =
      `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows.length}, ${rows[0]?.length}), }`.padEnd(117) + "\n";
    const start = Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, header.length, 0]);
    const values = Buffer.from(Float32Array.from(rows.flat()).buffer);
    await writeFile(join(folder, `${name}.npy`), Buffer.concat([start, Buffer.from(header), values]));
    await writeFile(join(folder, `${name}.keys.txt`), rows.map((_, row) => `${row}`.repeat(64)).join("\n"));
    return `vectors:${join(folder, `${name}.npy`)}`;
  }

  it("reads them all", async () => {
    const { code, checks } = await examined(
      await matrix("good", [
        [1, 2, 3],
        [3, 2, 1],
      ]),
    );
    expect([code, faults(checks)]).toEqual([0, []]);
    expect(checks.slice(-2)).toMatchObject([
      { name: "stored", detail: expect.stringMatching(/^2 rows, all finite/) },
      { name: "dimension", detail: "vectors of 3 numbers" },
    ]);
  });

  it("finds a number that is none, by file and row, and one vector for all", async () => {
    const bad = await examined(
      await matrix("bad", [
        [1, 2, 3],
        [3, NaN, 1],
      ]),
    );
    expect([bad.code, faults(bad.checks)]).toEqual([2, ["stored fail"]]);
    expect(bad.checks.at(-1)?.detail).toContain("bad.npy, row 1: number 1 of the vector is NaN");
    const same = await examined(
      await matrix("same", [
        [1, 2, 3],
        [1, 2, 3],
      ]),
    );
    expect(same.checks.at(-1)).toMatchObject({ status: "fail", detail: "all 2 rows have the same vector" });
  });
});

describe("doctor on a server", () => {
  let server: Server;
  let url: string;
  let requests = 0;
  let isSilent = false;
  beforeAll(async () => {
    server = createServer((request, response) => {
      void text(request).then((body) => {
        requests++;
        if (isSilent) return;
        const { input } = JSON.parse(body) as { input: string[] };
        const data = input.map(({ length }, index) => ({ index, embedding: [1, length, 0] }));
        response
          .setHeader("content-type", "application/json")
          .end(JSON.stringify({ data, usage: { total_tokens: 7 } }));
      });
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1#m`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it("asks it twice, and says what that took", async () => {
    const { code, checks } = await examined(url);
    expect([code, faults(checks), requests]).toEqual([0, [], 2]);
    expect(checks.at(-1)).toMatchObject({
      name: "usage",
      detail: expect.stringContaining("requests 2, total_tokens 14"),
    });
  });

  it("says which variable lacks its key", async () => {
    const { code, checks } = await examined("cohere:embed-v4.0");
    expect([code, faults(checks)]).toEqual([2, ["load fail"]]);
    expect(checks.at(-1)?.hint).toBe("Set COHERE_API_KEY or CO_API_KEY in the environment.");
  });

  it("stops on SIGINT with 130 while it waits for an answer", async () => {
    isSilent = true;
    const before = requests;
    const process = startMieb(["doctor", url], { cwd: root });
    const asked = setInterval(() => requests > before && !process.killed && process.kill("SIGINT"), 20);
    const [code] = (await once(process, "close")) as [number];
    clearInterval(asked);
    expect(code).toBe(130);
  });
});
