import { describe, expect, it } from "vitest";
import { runPace } from "./run-pace.ts";

describe("runPace", () => {
  it("does not count what a run waited for the one before it", async () => {
    let clock = 1000;
    const pace = runPace(() => clock);
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const runs = [pace.time(() => first.promise), pace.time(() => second.promise)];
    clock += 40;
    first.resolve();
    await runs[0];
    expect(pace.milliseconds).toBe(40);
    clock += 50;
    second.resolve();
    await runs[1];
    expect(pace.milliseconds).toBe(43); // 50 and not 90, with a weight of 0.3
  });

  it("passes a failure on without counting it", async () => {
    const pace = runPace();
    await expect(pace.time(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(pace.milliseconds).toBe(0);
  });
});
