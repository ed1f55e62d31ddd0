import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startLoopbackHub, type LoopbackHub } from "@mieb/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mieb, packFolder } from "./cli-process.ts";

/** The checkout itself, which has all first-party plugins. */
const root = fileURLToPath(new URL("../../..", import.meta.url));

interface Check {
  readonly name: string;
  readonly status: string;
  readonly detail: string;
  readonly hint?: string;
  readonly commands?: readonly string[];
}

let folder: string;
let hub: LoopbackHub;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mieb-doctor-"));
  await repository("complete");
  await repository("no-tokenizer", "tokenizer.json");
  await repository("no-vision", "onnx/vision_model.onnx");
  await repository("no-config", "config.json");
  await repository("weights", "onnx");
  await writeFile(join(folder, "models/acme/weights/model.safetensors"), "");
  await repository("pointers");
  await writeFile(
    join(folder, "models/acme/pointers/onnx/text_model.onnx"),
    "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n",
  );
  await repository("damaged");
  await writeFile(join(folder, "models/acme/damaged/onnx/text_model.onnx"), "not a graph");
  await repository("bad-config");
  await writeFile(join(folder, "models/acme/bad-config/config.json"), '{"model_type": "clip",');
  await repository("llava");
  await writeFile(join(folder, "models/acme/llava/config.json"), `{"model_type":"llava"}`);
  await repository("siglip");
  await writeFile(join(folder, "models/acme/siglip/config.json"), `{"model_type":"siglip"}`);
  hub = await startLoopbackHub({ root: folder });
});
afterAll(async () => {
  await hub.close();
  await rm(folder, { recursive: true, force: true });
});

/** A small CLIP on the hub, without some of its files. */
async function repository(name: string, ...without: readonly string[]): Promise<void> {
  const target = join(folder, "models/acme", name);
  await mkdir(target, { recursive: true });
  await cp(join(root, "plugins/model-clip/test/fixtures/tiny-clip"), target, { recursive: true });
  for (const file of without) await rm(join(target, file), { recursive: true });
}

async function examined(
  model: string,
  { flags = [], cwd = root }: { readonly flags?: readonly string[]; readonly cwd?: string } = {},
): Promise<{ readonly code: number; readonly checks: readonly Check[] }> {
  const env = { HF_HUB_OFFLINE: "0", HF_ENDPOINT: hub.endpoint, HF_HOME: join(folder, "home") };
  const { code, stdout } = await mieb(["doctor", model, "--json", ...flags], { cwd, env });
  return { code, checks: JSON.parse(stdout) as readonly Check[] };
}

const failures = (checks: readonly Check[]): readonly Check[] => checks.filter(({ status }) => status === "fail");

it("takes a hub that lacks the model asked for as one, by its own words", async () => {
  const env = { HF_HUB_OFFLINE: "0", HF_ENDPOINT: hub.endpoint, HF_HOME: join(folder, "home") };
  const checks = JSON.parse((await mieb(["doctor", "--json"], { env })).stdout) as readonly Check[];
  expect(checks.find(({ name }) => name === "hub")).toMatchObject({
    status: "ok",
    detail: expect.stringContaining("answers (404)"),
  });
});

describe("doctor MODEL", () => {
  it("finds a complete model well, and names every file it reads", async () => {
    const { code, checks } = await examined("acme/complete");
    const encoding = ["encoding", "finite", "dimension", "distinct", "batch"];
    expect(code).toBe(0);
    expect(checks.map(({ name, status }) => [name, status])).toEqual(
      [
        "model",
        "family",
        ...Array(5).fill("file"),
        "dtype",
        "encoder",
        "load",
        ...encoding,
        ...encoding,
        "ONNX Runtime",
        "kernels",
      ].map((name) => [name, name === "kernels" ? expect.stringMatching("ok|warn") : "ok"]),
    );
    expect(checks.find(({ name }) => name === "encoder")?.detail).toMatch(/encodes image and text, vectors of \d+/);
  });

  it("opens the graphs, and says which one is damaged", async () => {
    const { code, checks } = await examined("acme/damaged");
    expect(code).toBe(2);
    expect(failures(checks)).toMatchObject([
      {
        name: "encoding",
        modality: "text",
        detail: expect.stringContaining("onnx/text_model.onnx"),
        hint: expect.stringContaining("export the file again"),
      },
    ]);
  });

  it("of a config.json that is not JSON: says so, and what to do", async () => {
    const { code, checks } = await examined(join(folder, "models/acme/bad-config"));
    expect(code).toBe(2);
    expect(failures(checks)).toMatchObject([
      { name: "family", detail: expect.stringContaining("not valid JSON"), hint: expect.stringContaining("Replace") },
    ]);
  });

  it("prints what makes a missing tokenizer", async () => {
    const { code, checks } = await examined("acme/no-tokenizer");
    expect(code).toBe(2);
    expect(failures(checks)).toMatchObject([
      {
        name: "file",
        detail: "no tokenizer.json: no texts can be encoded",
        commands: [
          "hf download acme/no-tokenizer --local-dir ./no-tokenizer",
          `python -c 'from transformers import AutoTokenizer; AutoTokenizer.from_pretrained("ORIGINAL").save_pretrained("./no-tokenizer")'`,
        ],
      },
    ]);
  });

  it("only warns of a tower that is left out, with the export command", async () => {
    const { code, checks } = await examined("acme/no-vision");
    expect(code).toBe(0);
    expect(checks.filter(({ status, name }) => status === "warn" && name === "file")).toMatchObject([
      {
        detail: expect.stringContaining("onnx/vision_model.onnx"),
        commands: [expect.stringContaining("pip install"), expect.stringContaining("optimum-cli export onnx --model")],
      },
    ]);
  });

  it("says how weights of another engine are exported", async () => {
    const { code, checks } = await examined("acme/weights");
    expect(code).toBe(2);
    expect(failures(checks)).toMatchObject([
      {
        name: "model files",
        detail: expect.stringContaining("only weights (model.safetensors)"),
        commands: [
          'pip install "optimum-onnx[onnxruntime]"',
          "optimum-cli export onnx --model acme/weights --task feature-extraction ./weights",
        ],
      },
    ]);
  });

  it("gives the command for a folder with the folder's path", async () => {
    const path = join(folder, "models/acme/weights");
    const { checks } = await examined(path);
    expect(failures(checks)[0]?.commands?.[1]).toBe(
      `optimum-cli export onnx --model ${path} --task feature-extraction ${path}`,
    );
  });

  it("finds what git left as pointers in a folder", async () => {
    const path = join(folder, "models/acme/pointers");
    const { code, checks } = await examined(path);
    expect(code).toBe(2);
    expect(failures(checks)).toMatchObject([
      {
        name: "file",
        detail: expect.stringContaining("onnx/text_model.onnx is a Git LFS pointer"),
        commands: [`git -C ${path} lfs pull`],
      },
    ]);
    expect(checks.map(({ name }) => name)).not.toContain("encoder");
  });

  it("says which dtypes there are", async () => {
    const { code, checks } = await examined("acme/complete", { flags: ["--dtype", "q8"] });
    expect(code).toBe(2);
    expect(failures(checks)).toMatchObject([
      {
        name: "dtype",
        detail: "no weights for q8; there is fp32",
        commands: [
          "hf download acme/complete --local-dir ./complete",
          "pip install onnx onnxruntime onnx-ir sympy",
          "python tools/export/other_weights.py ./complete q8",
        ],
      },
    ]);
  });

  it("knows no recipe for every dtype", async () => {
    const { checks } = await examined("acme/complete", { flags: ["--dtype", "bnb4"] });
    expect(failures(checks)).toMatchObject([{ name: "dtype", hint: "Choose one of those: --dtype fp32" }]);
    expect(failures(checks)[0]).not.toHaveProperty("commands");
  });

  it("lets weights of one modality pass, as a run does", async () => {
    const path = join(folder, "models/acme/half");
    await cp(join(folder, "models/acme/complete"), path, { recursive: true });
    await cp(join(path, "onnx/vision_model.onnx"), join(path, "onnx/vision_model_quantized.onnx"));
    const { code, checks } = await examined(path, { flags: ["--dtype", "q8"] });
    expect(failures(checks)).toEqual([]);
    expect(code).toBe(0);
    expect(checks).toContainEqual(
      expect.objectContaining({
        name: "dtype",
        status: "warn",
        detail: "q8 has weights for images alone; there is fp32",
        commands: expect.arrayContaining([`python tools/export/other_weights.py ${path} q8`]) as string[],
      }),
    );
  });

  it("of a family that nobody has: points to Python and to files of vectors", async () => {
    const { code, checks } = await examined("acme/llava");
    expect(code).toBe(2);
    expect(failures(checks)).toMatchObject([
      {
        name: "family",
        detail: expect.stringContaining('model_type "llava"'),
        commands: ["mieb run -m python:acme/llava -t TASK", expect.stringContaining("mieb export-inputs")],
      },
    ]);
  });

  it("of a family whose plugin is not installed: names the plugin", async () => {
    const { checks } = await examined("acme/siglip", { cwd: packFolder });
    expect(failures(checks)).toMatchObject([{ name: "family", commands: ["npm i -D @mieb/model-siglip"] }]);
  });

  it("of a repository without config.json: says so", async () => {
    const { checks } = await examined("acme/no-config");
    expect(failures(checks)).toMatchObject([{ name: "family", detail: expect.stringContaining("no config.json") }]);
  });

  it("suggests published names near a slip", async () => {
    const { code, checks } = await examined("laion/CLIP-ViT-B-32-laionB-s34B-b79K");
    expect(code).toBe(2);
    expect(failures(checks)[0]?.detail).toContain("Did you mean laion/CLIP-ViT-B-32-laion2B-s34B-b79K");
  });

  it("knows models that plugins bring, and folders", async () => {
    expect(await examined("fixture/text", { cwd: packFolder })).toMatchObject({
      code: 0,
      checks: [
        { name: "model", detail: "fixture/text comes with fixture-pack" },
        { name: "load", status: "ok" },
        ...["encoding", "finite", "dimension", "distinct", "batch"].map((name) => ({ name, status: "ok" })),
      ],
    });
    const local = await examined(join(folder, "models/acme/no-tokenizer"));
    expect(failures(local.checks)[0]?.commands?.[0]).toContain(
      `save_pretrained("${join(folder, "models/acme/no-tokenizer")}")`,
    );
  });
});
