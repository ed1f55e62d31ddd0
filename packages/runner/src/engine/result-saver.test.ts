import { setTimeout } from "node:timers/promises";
import type { TaskResult } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { resultSaver } from "./result-saver.ts";

const result = (task_name: string, evaluation_time: number): TaskResult =>
  ({ task_name, evaluation_time }) as unknown as TaskResult;

describe("resultSaver", () => {
  it("writes one at a time, and of versions that wait only the latest", async () => {
    const written: string[] = [];
    let [writing, most] = [0, 0];
    const saver = resultSaver(async ({ task_name: name, evaluation_time: version }) => {
      most = Math.max(most, ++writing);
      await setTimeout(5);
      writing--;
      written.push(`${name} ${version}`);
      return `${name}.json`;
    });
    const files = [result("A", 1), result("A", 2), result("B", 1), result("A", 3)].map((each) => saver.save(each));
    expect(await Promise.all(files)).toEqual(["A.json", "A.json", "B.json", "A.json"]);
    expect({ written, most }).toEqual({ written: ["A 1", "A 3", "B 1"], most: 1 });
  });

  it("tells of a failure and goes on with the next", async () => {
    const saver = resultSaver(({ task_name: name }) =>
      name === "A" ? Promise.reject(new Error("full")) : Promise.resolve(name),
    );
    await expect(saver.save(result("A", 1))).rejects.toThrow("full");
    expect(await saver.save(result("B", 1))).toBe("B");
  });
});
