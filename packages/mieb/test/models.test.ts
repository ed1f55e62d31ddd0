import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { mieb } from "./cli-process.ts";

/** The checkout itself, which has all first-party plugins. */
const cwd = fileURLToPath(new URL("../../..", import.meta.url));

interface ListedModel {
  readonly name: string;
  readonly parameterCount: number | null;
  readonly license: string | null;
  readonly modalities: readonly string[];
  readonly ways: readonly { readonly kind: string; readonly reference: string }[];
}

async function listed(...flags: string[]): Promise<readonly ListedModel[]> {
  const { code, stdout } = await mieb(["available-models", "--json", ...flags], { cwd });
  expect(code).toBe(0);
  return (JSON.parse(stdout) as { models: readonly ListedModel[] }).models;
}

const namesOf = (models: readonly ListedModel[]): readonly string[] => models.map(({ name }) => name);

describe("available-models", () => {
  it("lists models with published results and those that plugins name, each once, sorted", async () => {
    const names = namesOf(await listed());
    expect(names).toEqual([...new Set(names)].toSorted());
    expect(names).toEqual(
      expect.arrayContaining(["vidore/colpali-v1.3", "google/siglip2-base-patch16-224", "mieb/demo-clip"]),
    );
  });

  it("filters by family and size", async () => {
    expect(namesOf(await listed("--families", "DINO", "--min-parameters", "80M", "--max-parameters", "0.31B"))).toEqual(
      [
        "facebook/dinov2-base",
        "facebook/dinov2-large",
        "facebook/dinov3-vitb16-pretrain-lvd1689m",
        "facebook/dinov3-vitl16-pretrain-lvd1689m",
      ],
    );
    const huge = await listed("--min-parameters", "9B");
    expect(huge.length).toBeGreaterThan(0);
    expect(huge.every(({ parameterCount }) => (parameterCount ?? 0) >= 9e9)).toBe(true);
  });

  it("filters by licence, by all modalities asked for, and by how a model runs", async () => {
    const heard = await listed("--modalities", "audio", "image", "--licenses", "MIT");
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.every(({ license, modalities }) => license === "mit" && modalities.includes("audio"))).toBe(true);
    const own = await listed("--licenses", "own");
    expect(own.length).toBeGreaterThan(0);
    expect(own.every(({ license }) => license?.startsWith("https://"))).toBe(true);
    expect(namesOf(await listed("--runs", "http"))).toEqual([
      "jinaai/jina-embeddings-v4",
      "voyageai/voyage-multimodal-3",
    ]);
    expect(await listed("--runs", "plugin")).toMatchObject([
      { name: "mieb/demo-clip", ways: [{ kind: "plugin", reference: "mieb/demo-clip" }] },
    ]);
  });

  it("knows a way to run each model with published results but the lexical baseline, the simplest first", async () => {
    const models = await listed();
    expect(models.length).toBeGreaterThanOrEqual(103);
    expect(namesOf(models.filter(({ ways }) => ways.length === 0))).toEqual(["mteb/baseline-bm25s"]);
    const order = ["plugin", "onnx", "http", "export", "python", "vectors"];
    for (const { name, ways } of models) {
      const kinds = ways.map(({ kind }) => order.indexOf(kind));
      expect(kinds, name).toEqual([...new Set(kinds)].toSorted((a, b) => a - b));
      const python = ways.filter(({ kind }) => kind === "python").map(({ reference }) => reference);
      expect([[], [`python:${name}`]], name).toContainEqual(python);
    }
  });

  it("says that nothing matches", async () => {
    const { code, stdout, stderr } = await mieb(["available-models", "--families", "align", "--max-parameters", "1"], {
      cwd,
    });
    expect({ code, lines: stdout.trim().split("\n").length }).toEqual({ code: 0, lines: 1 });
    expect(stderr).toContain("No named model is both installed and what the filters ask for");
  });

  it("prints a table without the families when a filter is given", async () => {
    const { stdout } = await mieb(["available-models", "--families", "align"], { cwd });
    const [header, row, ...others] = stdout.trim().split("\n");
    expect(header?.split("\t")).toEqual([
      "model",
      "family",
      "parameters",
      "dimension",
      "modalities",
      "licence",
      "released",
      "runs by",
    ]);
    expect(row?.split("\t").slice(0, 4)).toEqual(["kakaobrain/align-base", "align", "172M", "768"]);
    expect(others).toEqual([]);
  });

  it.each([
    [["--licenses", "mitt"], /No licence "mitt"\. Did you mean mit\?/],
    [["--families", "sigclip"], /No family "sigclip"\. Did you mean .*siglip/],
    [["--runs", "onyx"], /Allowed choices are plugin, onnx/],
    [["--max-parameters", "big"], /Expected a count such as 500M/],
  ])("refuses a slip in %s", async (flags, message) => {
    expect(await mieb(["available-models", ...flags], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(message),
    });
  });
});

describe("describe MODEL", () => {
  it("prints what is known, and the commands that run it here", async () => {
    const { code, stdout } = await mieb(["describe", "openai/clip-vit-base-patch32"], { cwd });
    expect(code).toBe(0);
    for (const line of [
      "revision     3d74acf9a28c67741b2f4f2ea7635f0aaf6f0268",
      "parameters   151M",
      "dimension    512",
      "modalities   image, text",
      "released     2021-02-26",
      "ONNX files   Xenova/clip-vit-base-patch32",
      "  mieb run -m openai/clip-vit-base-patch32 -t TASK",
      "  mieb run -m python:openai/clip-vit-base-patch32 -t TASK",
    ]) {
      expect(stdout.split("\n")).toContain(line);
    }
  });

  it("says of a lexical baseline that it cannot be run, and of an API how it is called", async () => {
    const { stdout } = await mieb(["describe", "mteb/baseline-bm25s", "voyageai/voyage-multimodal-3"], { cwd });
    expect(stdout).toContain("It cannot be run: it compares words and makes no vectors.");
    expect(stdout).toContain("mieb run -m voyage:voyage-multimodal-3 -t TASK");
    expect(stdout).toContain("(weights are not published)");
  });

  it("names the plugin to install first", async () => {
    const { stdout } = await mieb(["describe", "voyageai/voyage-multimodal-3"]);
    expect(stdout).toContain("  npm i -D @mieb/model-http\n  mieb run -m voyage:voyage-multimodal-3 -t TASK\n");
  });

  it("takes tasks and models together, and suggests both", async () => {
    const { stdout } = await mieb(["describe", "STL10", "kakaobrain/align-base", "--json"], { cwd });
    expect(JSON.parse(stdout)).toMatchObject([
      { name: "STL10", evaluator: "linear-probe" },
      { name: "kakaobrain/align-base", family: "align", publishedTasks: 132 },
    ]);
    const slips = await mieb(["describe", "facebook/dino2-base", "STL1O"], { cwd });
    expect(slips).toMatchObject({ code: 2, stdout: "" });
    expect(slips.stderr).toMatch(/Did you mean facebook\/dinov2-base.*Did you mean STL10/s);
    expect(slips.stderr).toContain("mieb doctor facebook/dino2-base");
  });
});
