import { describe, expect, it } from "vitest";
import type { Model } from "@mieb/core";
import type { DatasetHub } from "../src/run-options.ts";
import { countingModel } from "./counting-model.ts";
import { images, imageTable, memoryHub } from "./memory-hub.ts";
import { runTiny } from "./run-tiny.ts";
import { tinyTask } from "./tiny-task.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const tables = memoryHub({
  "tiny/one": { "default/test": imageTable("tiny/one", images(4)) },
  "tiny/two": { "default/test": imageTable("tiny/two", images(4, 5)) },
});

/** A hub that notes which repositories were opened. */
function notingHub(): DatasetHub & { readonly opened: string[] } {
  const opened: string[] = [];
  return {
    opened,
    async dataset(path, revision) {
      opened.push(path);
      return tables.dataset(path, revision);
    },
  };
}

/** A model whose first batch waits until something happened. */
function waitingModel(event: () => Promise<unknown>): Model {
  const model = countingModel();
  return {
    ...model,
    async load(context) {
      const encoder = await model.load(context);
      return { ...encoder, encode: async (...batch) => event().then(() => encoder.encode(...batch)) };
    },
  };
}

describe("loading ahead", () => {
  const tasks = [tinyTask("One"), tinyTask("Two")];

  it("opens the next task's repository while the first is encoded", async () => {
    const hub = notingHub();
    const { promise: secondOpened, resolve } = Promise.withResolvers<void>();
    const watched: DatasetHub = {
      dataset: async (path, revision) => hub.dataset(path, revision).finally(() => path === "tiny/two" && resolve()),
    };
    const folder = await temporaryFolder();
    const report = await runTiny({ folder, hub: watched, model: waitingModel(() => secondOpened), tasks });
    expect(report.summary).toMatchObject({ done: 2 });
    expect(hub.opened.toSorted()).toEqual(["tiny/one", "tiny/two"]);
  });

  it("opens nothing ahead in a run that stops at the first failure", async () => {
    const hub = notingHub();
    const model = waitingModel(() => Promise.reject(new Error("no vectors")));
    await runTiny({ folder: await temporaryFolder(), hub, model, tasks, onError: "fail" });
    expect(hub.opened).toEqual(["tiny/one"]);
  });

  it("opens nothing for a task that has its result, and each repository once", async () => {
    const folder = await temporaryFolder();
    await runTiny({ folder, hub: tables, tasks: [tinyTask("Two")] });
    const hub = notingHub();
    const again = { ...tinyTask("Again"), metadata: { ...tinyTask("One").metadata, name: "Again" } };
    await runTiny({ folder, hub, tasks: [tinyTask("One"), tinyTask("Two"), again] });
    expect(hub.opened).toEqual(["tiny/one"]);
  });
});
