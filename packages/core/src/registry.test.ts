import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createRegistry, evaluatorOptions, unknownName } from "./registry.ts";
import type { Evaluator } from "./evaluator.ts";
import type { Plugin } from "./plugin.ts";
import type { TaskMetadata } from "./task-metadata.ts";
import type { Task } from "./task.ts";

const metadata: TaskMetadata = {
  name: "Pets",
  description: "Cats and dogs.",
  type: "ImageClassification",
  category: "i2c",
  modalities: ["image"],
  dataset: { path: "acme/pets", revision: "0".repeat(40) },
  evalSplits: ["test"],
  subsets: { default: ["eng-Latn"] },
  mainScore: "accuracy",
  license: "mit",
  reference: null,
  citation: "",
};
const pets: Task = { metadata, evaluator: "probe", options: { shots: 4 } };
const probe: Evaluator = {
  name: "probe",
  options: z.object({ shots: z.number().int().default(16) }),
  metrics: ["accuracy"],
  load: async () => ({}),
  plan: async () => ({ requests: {}, truth: null }),
  score: async () => ({ scores: {} }),
};
const plugin = (name: string, parts: Partial<Plugin>): Plugin => ({ name, contractVersion: 1, ...parts });
const evaluators = plugin("evaluators", { evaluators: [probe] });

describe("createRegistry", () => {
  it("finds entries by name and by plugin/name, and says who owns them", () => {
    const { tasks } = createRegistry([evaluators, plugin("@acme/pets", { tasks: [pets] })]);
    expect(tasks.get("Pets")).toBe(pets);
    expect(tasks.get("@acme/pets/Pets")).toBe(pets);
    expect(tasks.find("@other/pets/Pets")).toBeUndefined();
    expect(tasks.ownerOf("Pets")).toBe("@acme/pets");
  });

  it("names both owners of a double name", () => {
    const twice = [evaluators, plugin("a", { tasks: [pets] }), plugin("b", { tasks: [pets] })];
    expect(() => createRegistry(twice)).toThrow(/The task "Pets" is brought by a and by b/);
  });

  it("says which command lists model families", () => {
    expect(() => unknownName("model family", "sigclip", [])).toThrow(
      expect.objectContaining({ hint: expect.stringContaining("`mieb available-models`") }),
    );
  });

  it("suggests the nearest names for an unknown one", () => {
    const { tasks } = createRegistry([evaluators, plugin("a", { tasks: [pets] })]);
    expect(() => tasks.get("pet")).toThrow(/No task "pet" among the 1 installed\. Did you mean Pets\?/);
  });

  it.each([
    ["an unknown evaluator", { evaluator: "prob" }, /Task Pets of plugin a, field evaluator: no evaluator "prob"/],
    ["an unknown main score", { metadata: { ...metadata, mainScore: "f1" } }, /field metadata\.mainScore: "f1" is not/],
    ["an option of the wrong type", { options: { shots: "many" } }, /field options\.shots/],
  ])("refuses %s, naming task, plugin and field", (_, change, message) => {
    const broken = { ...pets, ...change } as Task;
    expect(() => createRegistry([evaluators, plugin("a", { tasks: [broken] })])).toThrow(message);
  });

  it("fills in the defaults of an evaluator's options", () => {
    expect(evaluatorOptions({ metadata, evaluator: "probe" }, probe)).toEqual({ shots: 16 });
    expect(evaluatorOptions(pets, probe)).toEqual({ shots: 4 });
  });
});
