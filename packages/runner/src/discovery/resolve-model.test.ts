import {
  createRegistry,
  MiebError,
  type Model,
  type ModelFamily,
  type ModelRepository,
  type Plugin,
  type Registry,
} from "@mieb/core";
import { describe, expect, it } from "vitest";
import { resolveModel, type ModelHub } from "./resolve-model.ts";

function model(name: string): Model {
  return {
    metadata: { name, revision: "r", modalities: ["image"] },
    load: () => Promise.reject(new Error("not in this test")),
  };
}

function family(name: string, type: string, schemes?: readonly string[]): ModelFamily {
  return {
    name,
    ...(schemes && { schemes }),
    match: async ({ repository, scheme }) =>
      scheme !== undefined ||
      ((await repository?.readJson("config.json")) as { model_type: string } | undefined)?.model_type === type,
    open: async ({ repository, reference }) => model(repository?.name ?? reference),
  };
}

function registryOf(plugin: Partial<Plugin>): Registry {
  return createRegistry([{ name: "p", contractVersion: 1, ...plugin }]);
}

/** A hub whose repositories have a config with this model type. */
function hubOf(types: Readonly<Record<string, string>>): ModelHub & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async model(name, revision = "main"): Promise<ModelRepository> {
      asked.push(`${name}@${revision}`);
      if (!(name in types)) throw new MiebError("MODEL_NOT_FOUND", `No model ${name}.`);
      const config = { model_type: types[name], architectures: ["Net"] };
      return { name, revision, files: ["config.json"], readJson: async () => config } as unknown as ModelRepository;
    },
  };
}

describe("resolveModel", () => {
  const clip = family("clip", "clip");

  it("takes a model of the registry without asking the hub", async () => {
    const hub = hubOf({});
    const found = await resolveModel("mine", { registry: registryOf({ models: [model("mine")] }), hub });
    expect([found.metadata.name, hub.asked]).toEqual(["mine", []]);
  });

  it("keeps the name the user gave when the files lie elsewhere, and the location's revision unless told another", async () => {
    const modelLocations = [
      { name: "openai/clip", repository: "Conv/clip", revision: "abc", metadata: { license: "mit" } },
    ];
    const [registry, hub] = [registryOf({ modelFamilies: [clip], modelLocations }), hubOf({ "Conv/clip": "clip" })];
    const found = await resolveModel("openai/clip", { registry, hub });
    await resolveModel("openai/clip", { registry, hub, revision: "v2" });
    expect(found.metadata).toMatchObject({ name: "openai/clip", license: "mit" });
    expect(hub.asked).toEqual(["Conv/clip@abc", "Conv/clip@v2"]);
  });

  it("hands the signal to the family that opens the model, and opens none once it is raised", async () => {
    const opened: unknown[] = [];
    const waiting: ModelFamily = {
      ...family("python", "", ["python"]),
      open: async ({ reference }, context) => {
        opened.push(context?.signal);
        return model(reference);
      },
    };
    const [registry, hub] = [registryOf({ modelFamilies: [waiting] }), hubOf({})];
    const { signal } = new AbortController();
    await resolveModel("python:x", { registry, hub, signal });
    await expect(resolveModel("python:x", { registry, hub, signal: AbortSignal.abort() })).rejects.toThrow(/aborted/);
    expect(opened).toEqual([signal]);
  });

  it("suggests the scheme near a slip", async () => {
    const registry = registryOf({ modelFamilies: [family("http", "", ["openai", "http"])] });
    await expect(resolveModel("opeanai:text-3", { registry, hub: hubOf({}) })).rejects.toThrow(
      'the scheme "opeanai:" is not answered (did you mean openai:text-3?)',
    );
    await expect(resolveModel("bullmq:x", { registry, hub: hubOf({}) })).rejects.toThrow("is not answered. Families");
  });

  it("gives a scheme to the family that answers to it, and no other", async () => {
    const registry = registryOf({ modelFamilies: [clip, family("python", "", ["python"])] });
    expect((await resolveModel("python:my.module", { registry, hub: hubOf({}) })).metadata.name).toBe(
      "python:my.module",
    );
    await expect(resolveModel("http://host", { registry, hub: hubOf({}) })).rejects.toMatchObject({
      code: "MODEL_NO_FAMILY",
      message: expect.stringContaining('"http:"'),
    });
  });

  it("says what the config said when no family takes a repository", async () => {
    const registry = registryOf({ modelFamilies: [clip] });
    await expect(resolveModel("a/b", { registry, hub: hubOf({ "a/b": "bert" }) })).rejects.toMatchObject({
      code: "MODEL_NO_FAMILY",
      message: expect.stringMatching(/a\/b.*model_type "bert", architectures Net.*Families: clip/),
    });
  });

  it("names both families that claim a repository, and --model-family decides", async () => {
    const [registry, hub] = [registryOf({ modelFamilies: [clip, family("other", "clip")] }), hubOf({ "a/b": "clip" })];
    await expect(resolveModel("a/b", { registry, hub })).rejects.toMatchObject({
      code: "REGISTRY_AMBIGUOUS_MODEL",
      message: expect.stringMatching(/clip \(p\) and other \(p\)/),
      hint: expect.stringContaining("--model-family other"),
    });
    expect((await resolveModel("a/b", { registry, hub, family: "other" })).metadata.name).toBe("a/b");
  });

  it("says which table led to a repository that does not exist, and suggests nothing", async () => {
    const registry = registryOf({ modelLocations: [{ name: "openai/clip", repository: "Conv/clip" }] });
    await expect(resolveModel("openai/clip", { registry, hub: hubOf({}) })).rejects.toMatchObject({
      code: "MODEL_NOT_FOUND",
      message: "No model Conv/clip. The table of plugin p leads from openai/clip to the repository Conv/clip.",
    });
  });

  it("suggests known names for a repository that does not exist", async () => {
    const registry = registryOf({ modelLocations: [{ name: "openai/clip-vit-base-patch32", repository: "x/y" }] });
    await expect(resolveModel("openai/clip-vit-base-patch23", { registry, hub: hubOf({}) })).rejects.toMatchObject({
      code: "MODEL_NOT_FOUND",
      message: expect.stringContaining("Did you mean openai/clip-vit-base-patch32?"),
    });
  });
});
