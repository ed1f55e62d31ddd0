import { stripVTControlCharacters } from "node:util";
import { MiebError } from "@mieb/core";
import type { RunEvent } from "@mieb/runner";
import { describe, expect, it } from "vitest";
import { outcomeLine, secondsText } from "./outcome-line.ts";
import { emptyView, nextView, type RunView } from "./run-view.ts";
import { treeText } from "./tree-progress.ts";

const start: RunEvent = { type: "run-start", model: "a/b", revision: "r", tasks: ["One", "Second"] };
const begin = (task: string): RunEvent => ({ type: "task-start", task });
const encode: RunEvent = { type: "phase-start", task: "One", phase: "encode", split: "test", subset: "de" };
const progress = (done: number, cached: number): RunEvent => ({
  type: "encode-progress",
  task: "One",
  request: "q",
  done,
  total: 100,
  cached,
});

/** The view after events, one second apart. */
function after(...events: readonly RunEvent[]): RunView {
  return events.reduce((view, event, index) => nextView(view, event, index * 1000), emptyView);
}

const textOf = (view: RunView, now: number): string[] => stripVTControlCharacters(treeText(view, now)).split("\n");

describe("the progress tree", () => {
  it("shows a running task with bar, rate of what is really encoded, share of the store and time left", () => {
    const view = after(start, begin("One"), encode, progress(20, 20), progress(60, 20));
    expect(textOf(view, 5000)).toEqual([
      expect.stringMatching(/^\S a\/b {2}0 of 2 tasks$/),
      "  └─ One     encode test/de  ██████████░░░░░░ 60/100  20/s · 20% from the store · 2.0 s left",
    ]);
  });

  it("names no rate and no time left before anything was encoded", () => {
    const view = after(start, begin("One"), encode, progress(0, 0));
    expect(textOf(view, 3000)[1]).toBe("  └─ One     encode test/de  ░░░░░░░░░░░░░░░░ 0/100");
  });

  it("starts a part anew and counts what has ended, whatever became of it", () => {
    const error = new MiebError("INTERNAL", "no");
    const view = after(start, begin("One"), begin("Second"), progress(60, 0), encode, {
      type: "task-failed",
      task: "Second",
      error,
    });
    expect(textOf(view, 9000)).toEqual([expect.stringContaining("1 of 2 tasks"), "  └─ One     encode test/de  8.0 s"]);
  });

  it("shows a download until it is complete", () => {
    const part = (received: number): RunEvent => ({
      type: "download-progress",
      file: "f.parquet",
      received,
      total: 2000,
    });
    expect(textOf(after(start, part(1000)), 0).at(-1)).toBe("  └─ ↓ f.parquet  1 kB of 2 kB");
    expect(textOf(after(start, part(2000)), 0)).toHaveLength(1);
    expect(textOf(after(part(1000)), 0)).toEqual(["↓ f.parquet  1 kB of 2 kB"]);
    expect(textOf(after(part(2000)), 0)).toEqual([""]);
  });
});

describe("outcomeLine", () => {
  it("aligns names and says what became of a task", () => {
    const error = new MiebError("INTERNAL", "broke\n  Traceback");
    const lines = [
      outcomeLine({ type: "task-skipped", task: "One", reason: "no text" }, 6),
      outcomeLine({ type: "task-failed", task: "Second", error }, 6),
      outcomeLine(start, 6),
    ];
    expect(lines.map((line) => line && stripVTControlCharacters(line))).toEqual([
      "– One     skipped: no text",
      "✘ Second  broke",
      undefined,
    ]);
  });

  it.each([
    [0.44, "0.4 s"],
    [59.4, "59 s"],
    [59.6, "1 min 0 s"],
    [7260, "2 h 1 min"],
    [7199, "1 h 59 min"],
    [null, ""],
  ])("%d seconds are %j", (seconds, text) => expect(secondsText(seconds)).toBe(text));
});
