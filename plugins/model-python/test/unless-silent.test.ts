import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { unlessSilent } from "../src/child/unless-silent.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

const begin = (): { work: PromiseWithResolvers<string>; outcome: Promise<unknown>; sign(): void } => {
  const work = Promise.withResolvers<string>();
  let lastSign = 0;
  const outcome = unlessSilent(work.promise, {
    milliseconds: 1000,
    lastSign: () => lastSign,
    onSilence: () => new Error("silent"),
  });
  return { work, outcome: outcome.catch((error: unknown) => error), sign: () => (lastSign = performance.now()) };
};

it("waits as long as there are signs of life", async () => {
  const { work, outcome, sign } = begin();
  for (let step = 0; step < 10; step++) {
    await vi.advanceTimersByTimeAsync(900);
    sign();
  }
  work.resolve("done");
  expect(await outcome).toBe("done");
  expect(vi.getTimerCount()).toBe(0);
});

it("gives up after the time since the last one", async () => {
  const { outcome, sign } = begin();
  await vi.advanceTimersByTimeAsync(900);
  sign();
  const settled = vi.fn();
  void outcome.then(settled);
  await vi.advanceTimersByTimeAsync(999);
  expect(settled).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(await outcome).toEqual(new Error("silent"));
});
